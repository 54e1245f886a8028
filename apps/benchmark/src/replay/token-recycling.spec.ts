import { candidateRowLength, candidatesMax } from './target-candidates.js';
import { TokenRecycling } from './token-recycling.js';

/** Candidates of which only the first counts. */
function row(token: number, probability: number): Float32Array {
  const values = new Float32Array(candidateRowLength);
  values[0] = token;
  values[candidatesMax] = probability;
  return values;
}

const readText = (speculator: TokenRecycling, tokens: readonly number[], expected: readonly number[]) => {
  const lane = speculator.open();
  tokens.slice(1).forEach((token, position) => lane.read(position, row(expected[position]!, 0.9), token));
  return lane;
};

it('drafts what the target expected after the same token, though it was not said', async () => {
  const speculator = new TokenRecycling();
  // After 2 the target expected 7, after 7 it expected 8.
  readText(speculator, [1, 2, 3, 7, 4], [2, 7, 6, 8]);
  const lane = readText(speculator, [9, 2], [5]);
  await speculator.draft([lane], { lookahead: 2, survivalMin: 0 });
  expect([...lane.tokens.subarray(0, lane.length)]).toEqual([7, 8]);
});

it('asks the pair of tokens before the last alone, and the newest expectation', async () => {
  const speculator = new TokenRecycling();
  readText(speculator, [0, 1, 2, 5, 3, 2, 6], [0, 0, 10, 0, 0, 20]);
  const lane = readText(speculator, [0, 1, 2], [0, 0]);
  await speculator.draft([lane], { lookahead: 1, survivalMin: 0 });
  expect(lane.tokens[0]).toBe(10);
  const other = readText(speculator, [0, 8, 2], [0, 0]);
  await speculator.draft([other], { lookahead: 1, survivalMin: 0 });
  expect(other.tokens[0]).toBe(20);
});

it('ends a draft that is no longer expected to survive, and drafts nothing after an unknown token', async () => {
  const speculator = new TokenRecycling();
  readText(speculator, [1, 1, 1], [1, 1]);
  const lane = readText(speculator, [3, 1], [0]);
  await speculator.draft([lane], { lookahead: 8, survivalMin: 0.75 });
  expect(lane.length).toBe(3);
  const unknown = readText(speculator, [3, 4], [0]);
  await speculator.draft([unknown], { lookahead: 8, survivalMin: 0 });
  expect(unknown.length).toBe(0);
});
