import { bucketSize, countDecay, type NgramArrays, resistanceMax, successorCount } from '../ngram-table.js';
import { mergeDecayed } from './state-arrays.js';

/**
 * Adds the counts of another table of the same size. A context that both know gets the counts of both; of those that only
 * one knows, the bucket keeps the ones seen most.
 */
export function mergeNgrams(table: NgramArrays, other: NgramArrays): void {
  for (let bucket = 0; bucket < table.tags.length; bucket += bucketSize) {
    for (let from = bucket; from < bucket + bucketSize; from++) {
      const place = placeOf(table.tags, other.tags[from], bucket);
      if (place >= 0) addCounts(table, place, other, from);
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
function strengthOf({ tags, resistance, counts }: NgramArrays, place: number): number {
  return tags[place] === 0 ? 0 : resistance[place] + totalOf(counts, place * successorCount);
}

function copyPlace(table: NgramArrays, place: number, other: NgramArrays, from: number): void {
  table.tags[place] = other.tags[from];
  table.resistance[place] = other.resistance[from];
  const first = from * successorCount;
  table.successors.set(other.successors.subarray(first, first + successorCount), place * successorCount);
  table.counts.set(other.counts.subarray(first, first + successorCount), place * successorCount);
}

function addCounts(table: NgramArrays, place: number, other: NgramArrays, from: number): void {
  const first = place * successorCount;
  const otherFirst = from * successorCount;
  const total = totalOf(table.counts, first);
  const otherTotal = totalOf(other.counts, otherFirst);
  const merged = new Map<number, number>();
  for (let slot = 0; slot < successorCount; slot++) {
    addTo(merged, table.successors[first + slot], table.counts[first + slot]);
    addTo(merged, other.successors[otherFirst + slot], other.counts[otherFirst + slot]);
  }
  const scale = mergeDecayed(total, otherTotal, countDecay) / (total + otherTotal);
  const best = [...merged].sort(([, a], [, b]) => b - a).slice(0, successorCount);
  for (let slot = 0; slot < successorCount; slot++) {
    const [token, count] = best[slot] ?? [0, 0];
    table.successors[first + slot] = token;
    table.counts[first + slot] = count * scale;
  }
  table.resistance[place] = Math.min(resistanceMax, table.resistance[place] + other.resistance[from]);
}

function addTo(counts: Map<number, number>, token: number, count: number): void {
  if (count > 0) counts.set(token, (counts.get(token) ?? 0) + count);
}

function totalOf(counts: Float32Array, first: number): number {
  let total = 0;
  for (let slot = first; slot < first + successorCount; slot++) total += counts[slot];
  return total;
}
