import { SeededRandom } from '@slipstream/testing';

import { atOnce } from './state/in-slices.js';
import { candidateCountMax, matchLengthMax, SuffixMatch } from './suffix-match.js';
import { indexedLength, separatorToken, TokenRing } from './token-ring.js';

/** The longest match among the newest occurrences, by comparing with every position of the ring. */
function searchNaively(stream: readonly number[], capacity: number, context: readonly number[]) {
  const oldest = Math.max(0, stream.length - capacity);
  let best = { length: 0, token: separatorToken };
  let candidates = 0;
  for (let position = stream.length - 1; position >= oldest && candidates < candidateCountMax; position--) {
    let length = 0;
    while (
      length < Math.min(matchLengthMax, context.length, position - oldest) &&
      stream[position - 1 - length] === context[context.length - 1 - length] &&
      stream[position - 1 - length] !== separatorToken
    ) {
      length++;
    }
    if (length < indexedLength) continue;
    candidates++;
    if (length > best.length) best = { length, token: stream[position] };
    if (length === matchLengthMax) break;
  }
  return best.token === separatorToken ? { length: 0, token: separatorToken } : best;
}

/** Random text that repeats earlier pieces of itself, as answers do. */
function nextToken(stream: readonly number[], random: SeededRandom, copyFrom: { position: number }): number {
  if (stream.length > 20 && random.below(12) === 0) copyFrom.position = random.below(stream.length - 1);
  if (random.below(15) === 0) copyFrom.position = -1;
  if (random.below(60) === 0) return separatorToken;
  return copyFrom.position >= 0 ? stream[copyFrom.position++] : random.below(6);
}

describe('SuffixMatch', () => {
  it.each([1, 2, 3, 4])(
    'finds what a naive search finds, also after the ring has wrapped around (seed %i)',
    (seed) => {
      const random = new SeededRandom(seed);
      const ring = new TokenRing(9);
      const match = new SuffixMatch(ring);
      const stream: number[] = [];
      const copyFrom = { position: -1 };
      for (let count = 0; count < 1500; count++) {
        const token = nextToken(stream, random, copyFrom);
        ring.append(token);
        stream.push(token);
        if (count % 50 === 0) atOnce(ring.checkInSlices());
        const context = stream.slice(-80);
        match.find(Int32Array.from(context), context.length);
        expect({ length: match.length, token: match.token }).toEqual(
          searchNaively(stream, ring.capacity, context),
        );
      }
    },
  );

  it('stays with a match that predicted the next token, and searches again after one that did not', () => {
    const ring = new TokenRing(8);
    const match = new SuffixMatch(ring);
    for (const token of [1, 2, 3, 4, 5, 6, 7, 8, 9, 50, 51, 52, 53, 54, 55, 56]) ring.append(token);
    match.find(Int32Array.of(1, 2, 3, 4, 5), 5);
    expect(match.token).toBe(6);
    match.advance(Int32Array.of(1, 2, 3, 4, 5, 6), 6);
    expect([match.length, match.token]).toEqual([6, 7]);
    match.advance(Int32Array.of(50, 51, 52, 53, 54), 5);
    expect([match.length, match.token]).toEqual([5, 55]);
    match.advance(Int32Array.of(50, 51, 52, 53, 54, 99), 6);
    expect([match.length, match.token]).toEqual([0, separatorToken]);
  });

  it('never reaches across the boundary of two sequences', () => {
    const ring = new TokenRing(8);
    const match = new SuffixMatch(ring);
    for (const token of [1, 2, 3, 4, 5, separatorToken, 6, 7]) ring.append(token);
    match.find(Int32Array.of(1, 2, 3, 4, 5), 5);
    expect(match.length).toBe(0);
  });

  it('is silent on contexts shorter than an indexed run and on an empty ring', () => {
    const match = new SuffixMatch(new TokenRing(4));
    match.find(new Int32Array(0), 0);
    expect(match.length).toBe(0);
    match.find(Int32Array.of(0, 0, 0, 0, 0, 0), 6);
    expect(match.length).toBe(0);
  });

  it('keeps working when positions wrap around 32 bits', () => {
    const ring = new TokenRing(6);
    ring.arrays['bounds']![0] = 2 ** 31 - 10;
    const match = new SuffixMatch(ring);
    for (let count = 0; count < 60; count++) ring.append(count % 10);
    atOnce(ring.checkInSlices());
    match.find(Int32Array.of(3, 4, 5, 6, 7), 5);
    expect([match.length, match.token]).toEqual([5, 8]);
  });
});
