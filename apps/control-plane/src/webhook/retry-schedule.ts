/** Seconds from one attempt to the next, as Standard Webhooks recommends: about three days in all. */
const pausesSeconds = [5, 300, 1_800, 7_200, 18_000, 36_000, 50_400, 72_000, 86_400];

/**
 * Milliseconds from an attempt that failed until the next; undefined after the last. `random` (0 to 1) spreads what failed
 * together, by up to a tenth.
 */
export function retryDelayMs(attempts: number, random: number): number | undefined {
  const seconds = pausesSeconds[attempts - 1];
  return seconds === undefined ? undefined : Math.round(seconds * 1_000 * (1 + random / 10));
}
