import { leanCurve } from '../replay/cost-curve.js';
import { replayStream } from '../replay/replay-stream.js';
import { SuffixDecoding } from './suffix-decoding.js';
import type { SuffixDecodingProcess, SuffixOperation } from './suffix-decoding-process.js';

/** In place of the process: drafts what the oracle says, and remembers what it was told. */
class ScriptedProcess {
  readonly told: SuffixOperation[] = [];

  constructor(private readonly draftOf: (request: number) => readonly number[]) {}

  ask(operations: readonly SuffixOperation[]): Promise<readonly (readonly number[])[]> {
    this.told.push(...operations);
    const questions = operations.filter(([operation]) => operation === 'speculate');
    return Promise.resolve(questions.map(([, request]) => this.draftOf(request)));
  }
}

const recordings = [
  { prompt: [1, 2, 3], output: [4, 5, 6, 7, 8, 9, 10, 11, 12] },
  { prompt: [4, 5], output: [6, 7, 8] },
];

it('tells each request once: its prompt, then every token that was said', async () => {
  const process = new ScriptedProcess(() => [5, 6]);
  const speculation = new SuffixDecoding(process as unknown as SuffixDecodingProcess);
  await replayStream(recordings, speculation, { curve: leanCurve, concurrency: 1 });
  const of = (request: number): SuffixOperation[] => process.told.filter(([, told]) => told === request);
  const tokens = (request: number): unknown[] =>
    of(request).flatMap(([operation, , value]) => (operation === 'extend' ? value : []));
  expect(of(0)[0]).toEqual(['start', 0, [1, 2, 3]]);
  expect(tokens(0)).toEqual(recordings[0]!.output);
  expect(of(1)[0]).toEqual(['start', 1, [4, 5]]);
  expect(process.told).toContainEqual(['stop', 0, null]);
});

it('drafts no further than there is room', async () => {
  const process = new ScriptedProcess(() => [5, 6, 7, 8, 9, 10, 11, 12, 13, 14]);
  const speculation = new SuffixDecoding(process as unknown as SuffixDecodingProcess);
  const { acceptanceLength } = await replayStream(recordings.slice(0, 1), speculation, {
    curve: leanCurve,
    concurrency: 1,
  });
  // The first token comes with the prompt, seven of eight from the draft: the last is the target's own.
  expect(acceptanceLength).toBe(8);
});
