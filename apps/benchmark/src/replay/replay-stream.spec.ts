import { createSpeculation, type Speculation, StepCost } from '@slipstream/speculation';

import { BadInput } from '../bad-input.js';
import { leanCurve } from './cost-curve.js';
import { PromptLookup } from './prompt-lookup.js';
import { parseRecordings, type Recording, renderRecordings } from './recordings.js';
import { replayStream, type StreamReplay } from './replay-stream.js';

const replay = (recordings: Recording[], speculation: Speculation, concurrency = 1): Promise<StreamReplay> =>
  replayStream(recordings, speculation, { curve: leanCurve, concurrency });
const adaptive = (): Speculation => createSpeculation({ stepCost: StepCost.fromProfile(leanCurve) });

/** A text in which no token occurs twice: nothing can be looked up. */
const novel = (first: number): Recording => ({
  prompt: Array.from({ length: 20 }, (_, index) => first + index),
  output: Array.from({ length: 101 }, (_, index) => first + 20 + index),
});
const phrase = Array.from({ length: 12 }, (_, index) => 7 + index * 3);
const repeating: Recording = {
  prompt: phrase,
  output: Array.from({ length: 121 }, (_, index) => phrase[index % 12]!),
};

it('finds nothing to gain, and hardly anything to lose, where nothing repeats', async () => {
  const figures = await replay([novel(0), novel(1000)], adaptive());
  expect(figures.acceptanceLength).toBe(1);
  expect(figures.modelledSpeedup).toBeGreaterThan(0.98);
});

it('accepts all that prompt lookup copies from a text that repeats, up to the end of a block', async () => {
  const figures = await replay([repeating], new PromptLookup(4));
  // 120 tokens by steps of five, but for those that end at a multiple of 64.
  expect(figures.acceptanceLength).toBeGreaterThan(4.5);
  expect(figures.acceptanceLength).toBeLessThanOrEqual(5);
});

it('models more with an endpoint that has seen the same answer before', async () => {
  const once = await replay([novel(0)], adaptive());
  const twice = await replay([novel(0), novel(0)], adaptive());
  expect(twice.modelledSpeedup).toBeGreaterThan(1.3 * once.modelledSpeedup);
});

it('tells the figures without answers that repeat themselves', async () => {
  const { withoutLoops, modelledSpeedup } = await replay([novel(0), repeating], new PromptLookup(4));
  expect(withoutLoops!.acceptanceLength).toBe(1);
  expect(modelledSpeedup).toBeGreaterThan(1.3 * withoutLoops!.modelledSpeedup);
  expect((await replay([novel(0), repeating], new PromptLookup(4), 2)).withoutLoops).toBeNull();
});

it('gives the same figures every time', async () => {
  const recordings = [repeating, novel(0), repeating, novel(0)];
  expect(await replay(recordings, adaptive(), 3)).toEqual(await replay(recordings, adaptive(), 3));
});

it('survives answers without tokens', async () => {
  expect(await replay([{ prompt: [1], output: [] }], adaptive())).toMatchObject({ modelledSpeedup: 1 });
});

it('reads what was recorded as it was written', () => {
  const streams = new Map([
    ['a', [repeating, novel(0)]],
    ['b', [novel(7)]],
  ]);
  expect(parseRecordings(renderRecordings(streams), 'r.jsonl')).toEqual(streams);
});

it.each([
  ['{"prompt": [1], "out": [1.5]}', /line 1: "out" must be/],
  ['{"prompt": [], "out": [1]}', /line 1: "prompt" must be/],
  ['{"prompt": [1], "out": [1]}\nnonsense', /line 2: not JSON/],
  ['', /has no recordings/],
])('refuses %j in one line', (text, message) => {
  expect(() => parseRecordings(text, 'r.jsonl')).toThrow(BadInput);
  expect(() => parseRecordings(text, 'r.jsonl')).toThrow(message);
});
