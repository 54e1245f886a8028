import { SeededRandom } from '@slipstream/testing';

import { type DecayedCounts, DecayedMerge, noCounts } from './merge-decayed.js';

const memory = 0.95;

function countsOf(kinds: readonly number[]): DecayedCounts {
  const counts = new Map<number, number>();
  for (const kind of kinds) {
    for (const [known, count] of counts) counts.set(known, count * memory);
    counts.set(kind, (counts.get(kind) ?? 0) + 1);
  }
  const total = [...counts.values()].reduce((sum, count) => sum + count, 0);
  return { total, of: (kind) => counts.get(kind) ?? 0 };
}

describe('merging decayed counts', () => {
  const random = new SeededRandom(1);
  const drawn = (length: number, from: number): number[] =>
    Array.from({ length }, () => from + random.below(3));

  it('counts what two saw of one stream as if one had seen it, base and all', () => {
    for (let round = 0; round < 50; round++) {
      const before = drawn(random.below(40), 0);
      const since = drawn(random.between(2, 30), round % 3);
      const [a, b] = [0, 1].map((parity) => since.filter((_, index) => index % 2 === parity));
      const base = countsOf(before);
      const merge = new DecayedMerge(
        base,
        countsOf([...before, ...a!]),
        countsOf([...before, ...b!]),
        memory,
      );
      const whole = countsOf([...before, ...since]);
      expect(merge.total).toBeCloseTo(whole.total, 6);
      for (let kind = 0; kind < 6; kind++)
        expect(Math.abs(merge.of(kind) - whole.of(kind))).toBeLessThan(1.5);
    }
  });

  it('leaves what nobody saw since as it was, however often it is merged', () => {
    const base = countsOf([1, 1, 2]);
    const merge = new DecayedMerge(base, base, base, memory);
    expect([merge.total, merge.of(1), merge.of(2)]).toEqual(
      [base.total, base.of(1), base.of(2)].map((count) => expect.closeTo(count, 9)),
    );
  });

  it('takes what one alone saw since', () => {
    const [base, a] = [countsOf([1, 2]), countsOf([1, 2, 3, 3])];
    const merge = new DecayedMerge(base, a, base, memory);
    expect(merge.of(3)).toBeCloseTo(a.of(3), 9);
    expect(merge.of(1)).toBeCloseTo(a.of(1), 9);
  });

  it('is a sum where there is no base', () => {
    const [a, b] = [countsOf([1, 1, 1]), countsOf([1, 1])];
    expect(new DecayedMerge(noCounts, a, b, memory).of(1)).toBeCloseTo(countsOf([1, 1, 1, 1, 1]).of(1), 9);
  });

  it('stays within its limits where counts no longer tell what was seen', () => {
    const full = countsOf(drawn(400, 0));
    const merge = new DecayedMerge(full, countsOf(drawn(400, 0)), full, memory);
    expect(merge.total).toBeLessThanOrEqual(1 / (1 - memory) + 1e-3);
  });
});
