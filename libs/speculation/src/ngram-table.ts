import type { Slices } from './state/in-slices.js';
import type { StateArrays } from './state/state-arrays.js';
import { type CopyTarget, TableCopy } from './state/table-copy.js';

/** Context lengths that are counted. */
export const ngramOrders = [1, 2, 3, 4, 6, 8, 12, 16] as const;
export const ngramOrderCount = ngramOrders.length;
export const ngramContextMax = ngramOrders[ngramOrderCount - 1];

/** Successors remembered for one context: the rest is noise to a proposer that only ever takes the first. */
export const successorCount = 4;
/** Contexts that share a bucket compete for its places. */
export const bucketSize = 4;
/** A count halves in 14 observations of its context, so that new habits win over old ones. */
export const countDecay = 0.95;
/** A new context outlasts this many further ones in its bucket, so that among equals the oldest goes first. */
const newcomerResistance = 3;
export const resistanceMax = 15;
/** Counts are decayed in 32-bit floats: what they may exceed their limit by. */
const roundingSlack = 1e-3;
const totalMax = 1 / (1 - countDecay) + roundingSlack;
/** Places checked between two pauses. */
const slicePlaces = 4_096;

/** The table as it lies in memory: `successors` and `counts` have `successorCount` entries a place. */
export interface NgramArrays {
  /** 0 marks a free place. */
  readonly tags: Int32Array;
  readonly resistance: Uint8Array;
  readonly successors: Int32Array;
  readonly counts: Float32Array;
}

/**
 * Back-off n-gram counts in a hash table of fixed size. For each context of 1 to 16 tokens it holds the most
 * frequent successors with decayed counts. Contexts are known by a 32-bit hash; a collision costs a wrong
 * proposal, never a wrong text.
 */
export class NgramTable {
  /** The latest prediction: its token, or -1; which of `ngramOrders` it comes from, its count and all counts. */
  token = -1;
  orderIndex = 0;
  count = 0;
  total = 0;

  private readonly placeMask: number;
  private readonly tags: Int32Array;
  private readonly resistance: Uint8Array;
  private readonly successors: Int32Array;
  private readonly counts: Float32Array;
  /** The latest copy: told of every bucket before it changes. */
  private copy: TableCopy | undefined;

  constructor(placesLog2: number) {
    const placeCount = 2 ** placesLog2;
    this.placeMask = placeCount - bucketSize;
    this.tags = new Int32Array(placeCount);
    this.resistance = new Uint8Array(placeCount);
    this.successors = new Int32Array(placeCount * successorCount);
    this.counts = new Float32Array(placeCount * successorCount);
  }

  /** Counts `token` as the successor of every context that ends before `contextEnd`. */
  learn(context: Int32Array, contextEnd: number, token: number): void {
    let hash = 0;
    let length = 0;
    for (let orderIndex = 0; orderIndex < ngramOrderCount; orderIndex++) {
      const order = ngramOrders[orderIndex];
      if (order > contextEnd) return;
      while (length < order) hash = extend(hash, context[contextEnd - ++length]);
      const tag = tagOf(hash);
      this.copy?.keep(tag & this.placeMask);
      const place = this.find(tag);
      if (place >= 0) this.increment(place, token);
      else this.insert(tag, token);
    }
  }

  /** Predicts from the longest known context that ends before `contextEnd`, and leaves the result in the fields. */
  predict(context: Int32Array, contextEnd: number): void {
    this.token = -1;
    let hash = 0;
    let length = 0;
    let found = -1;
    for (let orderIndex = 0; orderIndex < ngramOrderCount; orderIndex++) {
      const order = ngramOrders[orderIndex];
      if (order > contextEnd) break;
      while (length < order) hash = extend(hash, context[contextEnd - ++length]);
      const place = this.find(tagOf(hash));
      // A longer context cannot have been seen where a shorter one was not (evictions aside).
      if (place < 0) break;
      found = place;
      this.orderIndex = orderIndex;
    }
    if (found >= 0) this.readBest(found);
  }

  clear(): void {
    this.tags.fill(0);
  }

  /** Begins a copy of the table as it is now; one that was under way is finished at once. */
  beginCopy(targetOf: CopyTarget): TableCopy {
    this.copy?.finish();
    return (this.copy = new TableCopy(this.tags.length, Object.values(this.arrays), targetOf));
  }

  get arrays(): NgramArrays & StateArrays {
    const { tags, resistance, successors, counts } = this;
    return { tags, resistance, successors, counts };
  }

  /**
   * Throws if a context lies where it is not looked for, twice, or with counts that observations cannot give, or if a
   * successor is no token that the target knows.
   */
  *checkInSlices(vocabularySize = Infinity): Slices<void> {
    for (let place = 0; place < this.tags.length; place++) {
      if (place % slicePlaces === 0) yield;
      const tag = this.tags[place];
      if (tag === 0) continue;
      if (this.find(tag) !== place) throw new Error(`the context in place ${place} is not found there`);
      if (this.resistance[place] > resistanceMax) throw new Error(`place ${place} resists too much`);
      this.checkSuccessors(place, vocabularySize);
    }
  }

  private checkSuccessors(place: number, vocabularySize: number): void {
    const { counts, successors } = this;
    const first = place * successorCount;
    let total = 0;
    let isPossible = true;
    for (let slot = first; slot < first + successorCount; slot++) {
      const [count, token] = [counts[slot], successors[slot]];
      total += count;
      isPossible &&= count >= 0;
      if (count > 0 && !(token >= 0 && token < vocabularySize)) throw new Error(`token ${token} is unknown`);
    }
    if (!isPossible || !(total > 0 && total <= totalMax))
      throw new Error(`the successors in place ${place} have impossible counts`);
  }

  private readBest(place: number): void {
    const first = place * successorCount;
    let total = 0;
    let best = first;
    for (let slot = first; slot < first + successorCount; slot++) {
      total += this.counts[slot];
      if (this.counts[slot] > this.counts[best]) best = slot;
    }
    this.token = this.successors[best];
    this.count = this.counts[best];
    this.total = total;
  }

  private find(tag: number): number {
    const bucket = tag & this.placeMask;
    for (let place = bucket; place < bucket + bucketSize; place++) if (this.tags[place] === tag) return place;
    return -1;
  }

  private increment(place: number, token: number): void {
    const { counts, successors } = this;
    const first = place * successorCount;
    let known = -1;
    let weakest = first;
    for (let slot = first; slot < first + successorCount; slot++) {
      counts[slot] *= countDecay;
      if (counts[slot] > 0 && successors[slot] === token) known = slot;
      if (counts[slot] < counts[weakest]) weakest = slot;
    }
    if (known >= 0) counts[known] += 1;
    else {
      successors[weakest] = token;
      counts[weakest] = 1;
    }
    if (this.resistance[place] < resistanceMax) this.resistance[place]++;
  }

  /** Takes the place of the context seen least; the others of the bucket lose resistance, so nothing stays for ever. */
  private insert(tag: number, token: number): void {
    const bucket = tag & this.placeMask;
    let victim = bucket;
    for (let place = bucket; place < bucket + bucketSize; place++) {
      if (this.tags[place] === 0) {
        victim = place;
        break;
      }
      if (this.resistance[place] < this.resistance[victim]) victim = place;
    }
    if (this.tags[victim] !== 0) {
      for (let place = bucket; place < bucket + bucketSize; place++) {
        if (this.resistance[place] > 0) this.resistance[place]--;
      }
    }
    this.tags[victim] = tag;
    this.resistance[victim] = newcomerResistance;
    const first = victim * successorCount;
    this.counts.fill(0, first, first + successorCount);
    this.successors[first] = token;
    this.counts[first] = 1;
  }
}

function extend(hash: number, token: number): number {
  const mixed = Math.imul(hash ^ token, 0x9e3779b1);
  return ((mixed ^ (mixed >>> 15)) + 0x7f4a7c15) | 0;
}

function tagOf(hash: number): number {
  let mixed = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  mixed ^= mixed >>> 13;
  return mixed === 0 ? 1 : mixed;
}
