/**
 * The most threads with which a step is exact. The runtime multiplies attention's weights and cached values in one product a
 * lane and key-value head. With more threads than products it cuts their columns too, and a product of fewer columns adds up
 * its sum in longer parts (MLAS: 256, 512 or 1,024 terms), so that a row's bits would depend on what shares its step once a text
 * is longer than that.
 */
export function exactThreads(threads: number, kvHeadCount: number): number {
  return Math.min(threads, kvHeadCount);
}
