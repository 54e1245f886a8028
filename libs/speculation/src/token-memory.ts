import { mergeNgrams } from './state/merge-ngrams.js';
import { mergeRings } from './state/merge-rings.js';
import { atOnce, type Slices } from './state/in-slices.js';
import { joinArrays, type StateArrays } from './state/state-arrays.js';
import type { CopyTarget, TableCopy } from './state/table-copy.js';
import { NgramTable } from './ngram-table.js';
import { SuffixMatch } from './suffix-match.js';
import { separatorToken, TokenRing } from './token-ring.js';

export interface TokenMemorySize {
  /** The ring holds 2 to this power tokens. */
  readonly ringLog2: number;
  /** The n-gram table holds 2 to this power contexts. */
  readonly ngramsLog2: number;
}

/** 262,144 tokens and as many contexts. */
export const defaultMemoryBytes = 13 * 2 ** 20;

/** A token of a ring costs three words, a context of a table its tag, four successors with counts, and a byte. */
const ringTokenBytes = 12;
const ngramBytes = 37;
export const memorySizeMin: TokenMemorySize = { ringLog2: 3, ngramsLog2: 3 };

/** The largest memory of at most so many bytes: as many contexts as tokens of text, then more text if there is room. */
export function memorySizeOf(bytes: number): TokenMemorySize {
  const ngramsLog2 = Math.floor(Math.log2(bytes / (ringTokenBytes + ngramBytes)));
  if (!(ngramsLog2 >= memorySizeMin.ngramsLog2))
    throw new RangeError(`${bytes} bytes are too few to remember anything`);
  const ringBytes = bytes - ngramBytes * 2 ** ngramsLog2;
  return { ringLog2: Math.floor(Math.log2(ringBytes / ringTokenBytes)), ngramsLog2 };
}

/** What was said before, in the two forms that predict: the text itself for long matches, and n-gram counts. */
export class TokenMemory {
  readonly ngrams: NgramTable;
  private readonly ring: TokenRing;

  constructor(size: TokenMemorySize) {
    this.ring = new TokenRing(size.ringLog2);
    this.ngrams = new NgramTable(size.ngramsLog2);
  }

  /** A new search in the text. It follows one context as that grows, so every reader has its own. */
  openMatch(): SuffixMatch {
    return new SuffixMatch(this.ring);
  }

  /** Counts the tokens from `from` to `to`, each as the successor of those before it. */
  count(tokens: Int32Array, from: number, to: number): void {
    for (let index = from; index < to; index++) this.ngrams.learn(tokens, index, tokens[index]);
  }

  /** Appends the tokens from `from` to `to` to the text. */
  record(tokens: Int32Array, from: number, to: number): void {
    for (let index = from; index < to; index++) this.ring.append(tokens[index]);
  }

  /** Tokens recorded since the beginning, those that were overwritten included. */
  get recordedTokens(): number {
    return this.ring.end >>> 0;
  }

  /** Ends a text: what is recorded next does not continue it. */
  separate(): void {
    this.ring.append(separatorToken);
  }

  clear(): void {
    this.ring.clear();
    this.ngrams.clear();
  }

  get arrays(): StateArrays {
    return joinArrays({ ring: this.ring.arrays, ngrams: this.ngrams.arrays });
  }

  /** Adds what another memory of the same size was told; `base` is what both went on from, if anything. */
  merge(other: TokenMemory, base?: TokenMemory): void {
    mergeRings(this.ring, other.ring);
    mergeNgrams(this.ngrams.arrays, other.ngrams.arrays, base?.ngrams.arrays);
  }

  /** Begins copies of all that is large, and copies the rest: all of it as it is now. */
  beginCopy(targetOf: CopyTarget): readonly TableCopy[] {
    return [...this.ring.beginCopy(targetOf), this.ngrams.beginCopy(targetOf)];
  }

  /** `vocabularySize` bounds what tokens there are. */
  checkIntegrity(vocabularySize?: number): void {
    atOnce(this.checkInSlices(vocabularySize));
  }

  *checkInSlices(vocabularySize?: number): Slices<void> {
    yield* this.ring.checkInSlices(vocabularySize);
    yield* this.ngrams.checkInSlices(vocabularySize);
  }
}
