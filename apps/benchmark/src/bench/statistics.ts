/** Something that produced tokens in a time. */
export interface Yield {
  readonly tokens: number;
  readonly ms: number;
}

export interface YieldPair {
  readonly arm: Yield;
  readonly baseline: Yield;
}

const resampleCount = 2000;

export function tokensPerSecond(yields: readonly Yield[]): number {
  const { tokens, ms } = total(yields);
  return ms === 0 ? 0 : (tokens / ms) * 1000;
}

/** How many times faster the arm was than the baseline at the same requests; undefined without tokens. */
export function speedupOf(pairs: readonly YieldPair[]): number | undefined {
  const arm = tokensPerSecond(pairs.map((pair) => pair.arm));
  const baseline = tokensPerSecond(pairs.map((pair) => pair.baseline));
  return arm === 0 || baseline === 0 ? undefined : arm / baseline;
}

/**
 * 95 % confidence interval of the speed-up by bootstrap over the pairs: how far it would move with other requests
 * of the same kind. Undefined for fewer than two pairs.
 */
export function speedupInterval(
  pairs: readonly YieldPair[],
  random: () => number,
): [number, number] | undefined {
  if (pairs.length < 2) return undefined;
  const speedups: number[] = [];
  for (let sample = 0; sample < resampleCount; sample++) {
    const drawn = pairs.map(() => pairs[Math.floor(random() * pairs.length)]!);
    const speedup = speedupOf(drawn);
    if (speedup !== undefined) speedups.push(speedup);
  }
  if (speedups.length === 0) return undefined;
  return [percentile(speedups, 0.025), percentile(speedups, 0.975)];
}

/** The nearest-rank percentile; 0 for no values. */
export function percentile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  const rank = Math.ceil(share * sorted.length) - 1;
  return sorted[Math.min(Math.max(rank, 0), sorted.length - 1)] ?? 0;
}

export function median(values: readonly number[]): number {
  return percentile(values, 0.5);
}

/** The first quarter of a list, and the last; at least one entry each. */
export function quarters<Entry>(entries: readonly Entry[]): { first: Entry[]; last: Entry[] } {
  const length = Math.ceil(entries.length / 4);
  return { first: entries.slice(0, length), last: entries.slice(entries.length - length) };
}

function total(yields: readonly Yield[]): Yield {
  let tokens = 0;
  let ms = 0;
  for (const entry of yields) {
    tokens += entry.tokens;
    ms += entry.ms;
  }
  return { tokens, ms };
}
