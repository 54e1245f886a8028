import { SeededRandom } from '@slipstream/testing';

import { median, percentile, quarters, speedupInterval, speedupOf, type YieldPair } from './statistics.js';

const pair = (armMs: number, baselineMs: number, tokens = 100): YieldPair => ({
  arm: { tokens, ms: armMs },
  baseline: { tokens, ms: baselineMs },
});

function interval(pairs: readonly YieldPair[]): [number, number] | undefined {
  const random = new SeededRandom(1);
  return speedupInterval(pairs, () => random.next());
}

it('weighs requests by their time: a long one counts for more', () => {
  expect(speedupOf([pair(100, 200), pair(900, 900)])).toBeCloseTo(1.1);
});

it('knows no speed-up of nothing', () => {
  expect(speedupOf([])).toBeUndefined();
  expect(speedupOf([pair(0, 0, 0)])).toBeUndefined();
});

it('gives an interval that holds the true speed-up of a noisy sample and narrows with more requests', () => {
  const random = new SeededRandom(5);
  const sample = (count: number): YieldPair[] =>
    Array.from({ length: count }, () => {
      const ms = 500 + random.below(1000);
      return pair(ms / (1.2 + 0.6 * random.next()), ms);
    });
  const [wideLow, wideHigh] = interval(sample(12))!;
  const [narrowLow, narrowHigh] = interval(sample(400))!;
  expect(narrowLow).toBeLessThan(1.49);
  expect(narrowHigh).toBeGreaterThan(1.46);
  expect(narrowHigh - narrowLow).toBeLessThan((wideHigh - wideLow) / 2);
});

it('gives the same interval for the same seed, and none for a single request', () => {
  const pairs = [pair(100, 150), pair(200, 500), pair(50, 60)];
  expect(interval(pairs)).toEqual(interval(pairs));
  expect(interval(pairs.slice(0, 1))).toBeUndefined();
});

it('takes percentiles by nearest rank', () => {
  expect(percentile([4, 1, 3, 2], 0.5)).toBe(2);
  expect(percentile([4, 1, 3, 2], 0.99)).toBe(4);
  expect(percentile([], 0.5)).toBe(0);
  expect(median([5])).toBe(5);
});

it('cuts quarters that are never empty', () => {
  expect(quarters([1, 2, 3, 4, 5])).toEqual({ first: [1, 2], last: [4, 5] });
  expect(quarters([1])).toEqual({ first: [1], last: [1] });
});
