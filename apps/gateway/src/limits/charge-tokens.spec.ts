import type { DecodeEvent } from '@slipstream/contract';
import { chargeTokens } from './charge-tokens.js';

const start: DecodeEvent = { type: 'start', promptTokens: 10, cachedTokens: 0, fingerprint: 'fp' };
const delta: DecodeEvent = { type: 'delta', index: 0, text: 'ab', tokens: [1, 2] };
const done: DecodeEvent = {
  type: 'done',
  usage: { promptTokens: 10, completionTokens: 5, cachedTokens: 0 },
  speculation: { steps: 1, draftedTokens: 0, acceptedTokens: 0, acceptanceLength: 1 },
};

it.each<[string, DecodeEvent[], number[]]>([
  ['an answer as it comes', [start, delta, delta], [10, 2, 2]],
  ['what was committed without being told', [start, delta, delta, done], [10, 2, 2, 1]],
  ['a prompt once, though another replica begins anew', [start, start, delta], [10, 2]],
])('charges %s', (_what, events, expected) => {
  const charges: number[] = [];
  const charge = chargeTokens({ charge: (count) => charges.push(count) });
  events.forEach(charge);
  expect(charges).toEqual(expected);
});
