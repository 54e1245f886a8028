import { SeededRandom } from '@slipstream/testing';

import { PrefixCache } from './prefix-cache.js';

const blockSize = 4;
const rowsOf = (tokens: Int32Array) => (first: number, count: number) => ({
  count,
  data: Float32Array.from(tokens.subarray(first, first + count)),
});

describe('PrefixCache', () => {
  it('finds the longest prefix that a naive search finds, and its rows', () => {
    const random = new SeededRandom(5);
    const cache = new PrefixCache(blockSize, 1e9);
    const stored: Int32Array[] = [];
    for (let round = 0; round < 400; round++) {
      const base = stored.length > 0 && random.next() < 0.7 ? random.pick(stored) : new Int32Array(0);
      const kept = base.subarray(0, random.between(0, base.length));
      const tokens = Int32Array.from([
        ...kept,
        ...Array.from({ length: random.between(1, 9) }, () => random.below(3)),
      ]);
      const match = cache.match(tokens, tokens.length);
      let longest = 0;
      for (const other of stored) {
        let common = 0;
        while (common < Math.min(other.length, tokens.length) && other[common] === tokens[common]) common++;
        longest = Math.max(longest, common);
      }
      expect(match.length).toBe(longest);
      const rows = match.blocks.flatMap((block) => Array.from(block.rows.data.subarray(0, block.count)));
      expect(rows).toEqual(Array.from(tokens.subarray(0, longest)));
      cache.store(tokens, tokens.length, rowsOf(tokens));
      cache.checkIntegrity();
      stored.push(tokens);
    }
  });

  it('stays within its bytes and drops what was unused for longest', () => {
    const cache = new PrefixCache(blockSize, 10 * blockSize * 4);
    for (let first = 0; first < 40; first++) {
      const tokens = Int32Array.from({ length: blockSize }, (_, index) => first * 10 + index);
      cache.store(tokens, blockSize, rowsOf(tokens));
      cache.match(Int32Array.from([0, 1, 2, 3]), 4);
      cache.checkIntegrity();
      expect(cache.bytes).toBeLessThanOrEqual(10 * blockSize * 4);
    }
    expect(cache.match(Int32Array.from([0, 1, 2, 3]), 4).length).toBe(4);
    expect(cache.match(Int32Array.from([10, 11, 12, 13]), 4).length).toBe(0);
  });

  it('never matches beyond the limit it is given', () => {
    const cache = new PrefixCache(blockSize, 1e9);
    const tokens = Int32Array.from([1, 2, 3, 4, 5, 6]);
    cache.store(tokens, 6, rowsOf(tokens));
    expect(cache.match(tokens, 5).length).toBe(5);
  });
});
