import type { TrafficSequence } from './recent-traffic.js';

/** More of the list than this is never given to tokens of the traffic. */
const exchangedShareMax = 0.25;

/**
 * The tokens that a head of the same size should know for this traffic, ascending: those of `base`, except that tokens
 * which the answers use, the most used first, take the places of tokens they don't. Of those the highest go first: a
 * tokenizer numbers its merges from the commonest on.
 */
export function shortlistFor(base: Int32Array, sequences: readonly TrafficSequence[]): Int32Array {
  const counts = countAnswerTokens(sequences);
  const known = new Set(base);
  const unused = base.filter((token) => !counts.has(token)).sort();
  const wanted = [...counts.keys()].filter((token) => !known.has(token));
  wanted.sort((a, b) => counts.get(b)! - counts.get(a)! || a - b);
  const count = Math.min(wanted.length, unused.length, Math.floor(base.length * exchangedShareMax));
  const given = new Set(unused.subarray(unused.length - count));
  return Int32Array.from([...base.filter((token) => !given.has(token)), ...wanted.slice(0, count)]).sort();
}

function countAnswerTokens(sequences: readonly TrafficSequence[]): ReadonlyMap<number, number> {
  const counts = new Map<number, number>();
  for (const { nextTokens } of sequences) {
    for (const token of nextTokens) counts.set(token, (counts.get(token) ?? 0) + 1);
  }
  return counts;
}
