const mask64 = 2n ** 64n - 1n;

/**
 * The seed of one choice of a request. Choice 0 keeps the request's own, so that its text does not depend on `n`.
 * Choice i > 0 takes the upper 53 bits of the i-th output of SplitMix64 started at the request's seed: a fixed
 * function, so the same request gives the same choices on every replica and version.
 */
export function seedOfChoice(seed: number, index: number): number {
  if (index === 0) return seed;
  let mixed = (BigInt(seed) + BigInt(index) * 0x9e3779b97f4a7c15n) & mask64;
  mixed = ((mixed ^ (mixed >> 30n)) * 0xbf58476d1ce4e5b9n) & mask64;
  mixed = ((mixed ^ (mixed >> 27n)) * 0x94d049bb133111ebn) & mask64;
  return Number((mixed ^ (mixed >> 31n)) >> 11n);
}
