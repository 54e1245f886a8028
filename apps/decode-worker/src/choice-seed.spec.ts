import { seedOfChoice } from './choice-seed.js';

describe('seedOfChoice', () => {
  it('leaves the first choice the seed of the request', () => {
    expect(seedOfChoice(Number.MAX_SAFE_INTEGER, 0)).toBe(Number.MAX_SAFE_INTEGER);
  });

  it('is SplitMix64: its published outputs for seed 1234567, without their lowest 11 bits', () => {
    expect(seedOfChoice(1234567, 1)).toBe(Number(6457827717110365317n >> 11n));
    expect(seedOfChoice(1234567, 2)).toBe(Number(3203168211198807973n >> 11n));
  });

  it('gives every choice a seed of its own, an integer below 2^53', () => {
    const seeds = Array.from({ length: 128 }, (_, index) => seedOfChoice(42, index));
    expect(new Set(seeds).size).toBe(128);
    expect(seeds.every((seed) => Number.isSafeInteger(seed) && seed >= 0)).toBe(true);
  });
});
