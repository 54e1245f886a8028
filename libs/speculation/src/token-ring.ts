import type { Slices } from './state/in-slices.js';
import type { StateArrays } from './state/state-arrays.js';
import { type CopyTarget, TableCopy } from './state/table-copy.js';

/** Runs of this many tokens are indexed. Shorter matches are left to the n-gram counts, which know how sure they are. */
export const indexedLength = 5;
/** Tokens checked between two pauses. */
const sliceTokens = 4_096;

/** Stands between two sequences in a ring: no context reaches across it, and it is never proposed. */
export const separatorToken = -1;

/**
 * The most recent tokens of a stream in a ring of fixed size, with a hash index from every run of
 * `indexedLength` tokens to the positions that followed it, newest first. Memory is constant: the oldest tokens
 * are overwritten and index entries that point to them are recognised by their age.
 *
 * Positions are 32-bit and wrap around. An index entry is only ever a hint, so whoever follows it compares tokens.
 */
export class TokenRing {
  readonly capacity: number;

  /** `end` and `length`, beside the other arrays so that a copy of the buffers is a copy of the ring. */
  private readonly bounds = new Int32Array(2);
  private readonly mask: number;
  private readonly tokens: Int32Array;
  /** The newest position after a run with this hash. */
  private readonly newest: Int32Array;
  /** For each slot, the next older position after a run with the same hash. */
  private readonly older: Int32Array;
  private readonly hashShift: number;
  /** The latest copies, of slots and of the index: told of what is about to change. */
  private slotCopy: TableCopy | undefined;
  private indexCopy: TableCopy | undefined;

  constructor(capacityLog2: number) {
    this.capacity = 2 ** capacityLog2;
    this.mask = this.capacity - 1;
    this.hashShift = 32 - capacityLog2;
    this.tokens = new Int32Array(this.capacity);
    this.newest = new Int32Array(this.capacity);
    this.older = new Int32Array(this.capacity);
  }

  /** The position after the newest token. */
  get end(): number {
    return this.bounds[0];
  }

  /** How many tokens the ring holds. */
  get length(): number {
    return this.bounds[1];
  }

  get arrays(): StateArrays {
    const { bounds, tokens, newest, older } = this;
    return { bounds, tokens, newest, older };
  }

  /** Appends a token, and indexes the run before it: a run is findable once it has a successor. */
  append(token: number): void {
    const { end, length, mask } = this;
    this.slotCopy?.keep(end & mask);
    if (length >= indexedLength) {
      const bucket = this.bucketOf(this.tokens, end, mask);
      this.indexCopy?.keep(bucket);
      this.older[end & mask] = this.newest[bucket];
      this.newest[bucket] = end;
    }
    this.tokens[end & mask] = token;
    this.bounds[0] = end + 1;
    if (length < this.capacity) this.bounds[1] = length + 1;
  }

  /** Begins a copy of the ring as it is now; one that was under way is finished at once. */
  beginCopy(targetOf: CopyTarget): readonly TableCopy[] {
    this.slotCopy?.finish();
    this.indexCopy?.finish();
    targetOf(this.bounds).set(this.bounds);
    this.slotCopy = new TableCopy(this.capacity, [this.tokens, this.older], targetOf);
    this.indexCopy = new TableCopy(this.capacity, [this.newest], targetOf);
    return [this.slotCopy, this.indexCopy];
  }

  clear(): void {
    this.bounds.fill(0);
    this.newest.fill(0);
  }

  /** True while the token at this position is still in the ring. */
  holds(position: number): boolean {
    const age = (this.end - position) | 0;
    return age > 0 && age <= this.length;
  }

  tokenAt(position: number): number {
    return this.tokens[position & this.mask];
  }

  /** The newest position that may follow the run which ends `context` at `contextEnd`. */
  newestAfter(context: Int32Array, contextEnd: number): number {
    return this.newest[this.bucketOf(context, contextEnd, -1)];
  }

  olderThan(position: number): number {
    return this.older[position & this.mask];
  }

  /** How many tokens before `position` equal those before `contextEnd`, at most `lengthMax`. */
  commonLength(position: number, context: Int32Array, contextEnd: number, lengthMax: number): number {
    const { tokens, mask } = this;
    const age = (this.end - position) | 0;
    const bound = Math.min(lengthMax, contextEnd, this.length - age);
    let length = 0;
    while (length < bound) {
      const token = tokens[(position - 1 - length) & mask];
      if (token !== context[contextEnd - 1 - length] || token === separatorToken) break;
      length++;
    }
    return length;
  }

  /**
   * Throws if the bounds are none, if an index entry would lead a search out of the ring or forwards in time, or if a token
   * is none that the target knows.
   */
  *checkInSlices(vocabularySize = Infinity): Slices<void> {
    if (this.length < 0 || this.length > this.capacity)
      throw new Error(`the ring holds ${this.length} tokens and has ${this.capacity} slots`);
    for (let age = 1; age <= this.length; age++) {
      if (age % sliceTokens === 0) yield;
      const token = this.tokens[(this.end - age) & this.mask];
      if (token < separatorToken || token >= vocabularySize) throw new Error(`token ${token} is unknown`);
    }
    for (let age = 1; age < this.length - indexedLength; age++) {
      if (age % sliceTokens === 0) yield;
      const position = (this.end - age) | 0;
      const bucket = this.bucketOf(this.tokens, position, this.mask);
      const newest = this.newest[bucket];
      if (!this.holds(newest)) throw new Error(`the run before position ${position} is not indexed`);
      if (((newest - position) | 0) < 0)
        throw new Error(`the index of the run before ${position} is out of order`);
      const olderAge = (this.end - this.olderThan(position)) | 0;
      if (olderAge >= 0 && olderAge <= age)
        throw new Error(`the link at position ${position} leads forwards`);
    }
  }

  private bucketOf(tokens: Int32Array, end: number, mask: number): number {
    let hash = 0;
    for (let back = 1; back <= indexedLength; back++) {
      hash = Math.imul(hash ^ tokens[(end - back) & mask], 0x9e3779b1);
      hash ^= hash >>> 15;
    }
    return Math.imul(hash, 0x85ebca6b) >>> this.hashShift;
  }
}
