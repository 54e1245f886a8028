import type { Answer } from '../engine/answer.js';
import { findMismatches } from './compare-answers.js';
import type { BenchRequest, Conversation } from './conversation.js';
import type { StreamResult } from './run-stream.js';

const conversation = (lineNumber: number, turnCount = 1): Conversation => ({
  stream: 's',
  lineNumber,
  turns: Array.from({ length: turnCount }, () => []),
});
const request = (lineNumber: number, turn = 0): BenchRequest => ({
  conversation: conversation(lineNumber, turn + 1),
  turn,
});
const said = (tokens: readonly number[], differing: Partial<Answer> = {}): Answer =>
  ({ tokens, text: 'a text', reason: 'stop', ...differing }) as Answer;

/** Rounds of one request each, with what an arm answered to each request. */
function resultOf(
  requests: readonly BenchRequest[],
  answers: Readonly<Record<string, readonly (Answer | undefined)[]>>,
): StreamResult {
  return new Map(
    Object.entries(answers).map(([arm, list]) => [
      arm,
      requests.map((asked, index) => ({ ms: 1, results: [{ request: asked, answer: list[index] }] })),
    ]),
  );
}

const oneRequest = (expected: Answer | undefined, actual: Answer | undefined): StreamResult =>
  resultOf([request(1)], { none: [expected], auto: [actual] });

it('finds no mismatch where all arms say the same, however long they took', () => {
  const slow = said([1, 2, 3], { totalMs: 900, steps: 3 });
  const quick = said([1, 2, 3], { totalMs: 300, steps: 1 });
  expect(findMismatches('s', oneRequest(slow, quick))).toEqual([]);
});

it.each([
  ['another token', said([1, 9, 3])],
  ['a token more', said([1, 2, 3, 4])],
  ['a token less', said([1, 2])],
  ['no tokens', said([])],
  ['another text of the same tokens', said([1, 2, 3], { text: 'another' })],
  ['another ending', said([1, 2, 3], { reason: 'length' })],
  ['no answer', undefined],
])('finds a mismatch in %s, on either side', (_what, other) => {
  const mismatch = [{ stream: 's', lineNumber: 1, turn: 0, arms: ['none', 'auto'] }];
  expect(findMismatches('s', oneRequest(said([1, 2, 3]), other))).toEqual(mismatch);
  expect(findMismatches('s', oneRequest(other, said([1, 2, 3])))).toEqual(mismatch);
});

it('compares each other arm with the first, and says where they differ', () => {
  const result = resultOf([request(4), request(4, 1), request(7)], {
    none: [said([1]), said([2]), said([3])],
    static: [said([1]), said([9]), said([3])],
    auto: [said([1]), said([9]), said([8])],
  });
  expect(findMismatches('s', result)).toEqual([
    { stream: 's', lineNumber: 4, turn: 1, arms: ['none', 'static'] },
    { stream: 's', lineNumber: 4, turn: 1, arms: ['none', 'auto'] },
    { stream: 's', lineNumber: 7, turn: 0, arms: ['none', 'auto'] },
  ]);
});

it('takes a request that no arm had room for as the same in all', () => {
  expect(findMismatches('s', oneRequest(undefined, undefined))).toEqual([]);
});

it('has nothing to compare with one arm or none', () => {
  expect(findMismatches('s', resultOf([request(1)], { none: [said([1])] }))).toEqual([]);
  expect(findMismatches('s', new Map())).toEqual([]);
});
