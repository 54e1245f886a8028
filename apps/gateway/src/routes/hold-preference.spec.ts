import { holdMsOf } from './hold-preference.js';

it.each([
  [undefined, 30_000],
  ['wait=0', 0],
  ['respond-async, Wait = 12; x=y', 12_000],
  ['wait=999999', 300_000],
  ['wait=soon', 30_000],
  [['handling=lenient', 'wait=5'], 5_000],
])('reads %j as %i ms', (prefer, holdMs) => {
  expect(holdMsOf(prefer)).toBe(holdMs);
});
