import { bucketSize, countDecay, type NgramArrays, resistanceMax, successorCount } from '../ngram-table.js';
import { type DecayedCounts, DecayedMerge, noCounts } from './merge-decayed.js';

/**
 * Adds the counts of another table of the same size; `base` is the table that both went on from, if they did. A context that
 * both know gets the counts of both; of those that only one knows, the bucket keeps the ones seen most.
 */
export function mergeNgrams(table: NgramArrays, other: NgramArrays, base?: NgramArrays): void {
  for (let bucket = 0; bucket < table.tags.length; bucket += bucketSize) {
    for (let from = bucket; from < bucket + bucketSize; from++) {
      const tag = other.tags[from];
      const place = placeOf(table.tags, tag, bucket);
      const origin = base === undefined ? -1 : placeOf(base.tags, tag, bucket);
      if (place >= 0) addCounts(table, place, { other, from, base, origin });
    }
    for (let from = bucket; from < bucket + bucketSize; from++) {
      if (placeOf(table.tags, other.tags[from], bucket) >= 0) continue;
      const weakest = weakestOf(table, bucket);
      if (strengthOf(other, from) > strengthOf(table, weakest)) copyPlace(table, weakest, other, from);
    }
  }
}

/** Where the bucket has that context, or -1. A free place of the other table has none. */
function placeOf(tags: Int32Array, tag: number, bucket: number): number {
  if (tag === 0) return -1;
  for (let place = bucket; place < bucket + bucketSize; place++) if (tags[place] === tag) return place;
  return -1;
}

function weakestOf(table: NgramArrays, bucket: number): number {
  let weakest = bucket;
  for (let place = bucket + 1; place < bucket + bucketSize; place++) {
    if (strengthOf(table, place) < strengthOf(table, weakest)) weakest = place;
  }
  return weakest;
}

/** How often a context was seen; 0 for a free place. */
function strengthOf(table: NgramArrays, place: number): number {
  return table.tags[place] === 0 ? 0 : table.resistance[place] + countsAt(table, place).total;
}

function copyPlace(table: NgramArrays, place: number, other: NgramArrays, from: number): void {
  table.tags[place] = other.tags[from];
  table.resistance[place] = other.resistance[from];
  const first = from * successorCount;
  table.successors.set(other.successors.subarray(first, first + successorCount), place * successorCount);
  table.counts.set(other.counts.subarray(first, first + successorCount), place * successorCount);
}

interface Origins {
  readonly other: NgramArrays;
  readonly from: number;
  readonly base: NgramArrays | undefined;
  /** Its place in the base, or -1. */
  readonly origin: number;
}

function addCounts(table: NgramArrays, place: number, { other, from, base, origin }: Origins): void {
  const before = base === undefined || origin < 0 ? noCounts : countsAt(base, origin);
  const [own, others] = [countsAt(table, place), countsAt(other, from)];
  const merge = new DecayedMerge(before, own, others, countDecay);
  const tokens = new Set([...own.tokens, ...others.tokens]);
  const best = [...tokens]
    .map((token) => ({ token, count: merge.of(token) }))
    .sort((a, b) => b.count - a.count)
    .slice(0, successorCount);
  // A successor that was crowded out since the base is missing from the totals; with all of them gone, nothing can be said.
  const sum = best.reduce((total, { count }) => total + count, 0);
  if (!(sum > 0 && merge.total > 0)) return;
  const scale = Math.min(1, merge.total / sum);
  const first = place * successorCount;
  for (let slot = 0; slot < successorCount; slot++) {
    table.successors[first + slot] = best[slot]?.token ?? 0;
    table.counts[first + slot] = (best[slot]?.count ?? 0) * scale;
  }
  const inherited = base === undefined || origin < 0 ? 0 : base.resistance[origin];
  const gained = Math.max(0, table.resistance[place] + other.resistance[from] - inherited);
  table.resistance[place] = Math.min(resistanceMax, gained);
}

function countsAt(table: NgramArrays, place: number): DecayedCounts & { readonly tokens: readonly number[] } {
  const counts = new Map<number, number>();
  const first = place * successorCount;
  let total = 0;
  for (let slot = first; slot < first + successorCount; slot++) {
    const count = table.counts[slot];
    if (count > 0) counts.set(table.successors[slot], count);
    total += count;
  }
  return { total, of: (token) => counts.get(token) ?? 0, tokens: [...counts.keys()] };
}
