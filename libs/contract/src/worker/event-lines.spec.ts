import {
  decodeEventSchema,
  encodeEventLine,
  EventLineDecoder,
  eventLineLengthMax,
  WorkerProtocolError,
  type DecodeEvent,
} from './index.js';

const events: DecodeEvent[] = [
  { type: 'start', promptTokens: 3, cachedTokens: 1, fingerprint: 'fp' },
  {
    type: 'delta',
    index: 0,
    text: 'häßlich 🙂\n',
    tokens: [7, 8],
    logprobs: [{ token: '🙂', bytes: [240, 159, 153, 130], logprob: -0.5, top: [] }],
  },
  { type: 'finish', index: 0, reason: 'stop', completionTokens: 2 },
  {
    type: 'done',
    usage: { promptTokens: 3, completionTokens: 2, cachedTokens: 1 },
    speculation: { steps: 1, draftedTokens: 1, acceptedTokens: 1, acceptanceLength: 2 },
  },
];

const bytes = new TextEncoder().encode(events.map(encodeEventLine).join(''));

function decodeInChunks(input: Uint8Array, chunkSize: number): DecodeEvent[] {
  const decoder = new EventLineDecoder();
  const decoded: DecodeEvent[] = [];
  for (let offset = 0; offset < input.length; offset += chunkSize) {
    decoded.push(...decoder.push(input.subarray(offset, offset + chunkSize)));
  }
  decoder.end();
  return decoded;
}

it.each([1, 2, 3, 7, 64, 4096])('gives back what was encoded, in chunks of %i bytes', (chunkSize) => {
  expect(decodeInChunks(bytes, chunkSize)).toEqual(events);
});

it('drops fields a newer worker may add', () => {
  const line = new TextEncoder().encode(
    '{"type":"start","promptTokens":1,"cachedTokens":0,"fingerprint":"fp","fresh":1}\n',
  );
  expect(decodeInChunks(line, line.length)).toEqual([
    { type: 'start', promptTokens: 1, cachedTokens: 0, fingerprint: 'fp' },
  ]);
});

it.each([
  ['no JSON', 'hello\n'],
  ['an unknown type', '{"type":"surprise"}\n'],
  ['a wrong field', '{"type":"start","promptTokens":"1","cachedTokens":0}\n'],
  ['a cut-off event', '{"type":"start"'],
  ['a line without end', 'x'.repeat(eventLineLengthMax + 1)],
])('refuses %s', (_name, text) => {
  const input = new TextEncoder().encode(text);
  expect(() => decodeInChunks(input, input.length)).toThrow(WorkerProtocolError);
});

it.each([
  { type: 'delta', index: 0, text: 'a', tokens: [7] },
  { type: 'delta', index: 2, text: '', tokens: [] },
  { type: 'delta', index: 0, text: 'a', tokens: [7], fresh: 1 },
  { type: 'delta', index: -1, text: 'a', tokens: [7] },
  { type: 'delta', index: 0.5, text: 'a', tokens: [7] },
  { type: 'delta', index: 0, text: 7, tokens: [7] },
  { type: 'delta', index: 0, text: 'a' },
  { type: 'delta', index: 0, text: 'a', tokens: [2 ** 53] },
  { type: 'delta', index: 0, text: 'a', tokens: ['7'] },
  { type: 'delta', index: 0, text: 'a', tokens: { 0: 7 } },
  { type: 'delta', index: 0, text: 'a', tokens: [7], logprobs: null },
])('judges a delta as its schema does: %j', (delta) => {
  const line = new TextEncoder().encode(`${JSON.stringify(delta)}\n`);
  const judged = decodeEventSchema.safeParse(delta);
  if (judged.success) expect(decodeInChunks(line, line.length)).toEqual([judged.data]);
  else expect(() => decodeInChunks(line, line.length)).toThrow(WorkerProtocolError);
});

it('refuses bytes that are not UTF-8', () => {
  expect(() => new EventLineDecoder().push(Uint8Array.of(0xff, 0x0a))).toThrow(WorkerProtocolError);
});
