import { NgramTable } from './ngram-table.js';
import { SuffixMatch } from './suffix-match.js';
import { separatorToken, TokenRing } from './token-ring.js';

export interface TokenMemorySize {
  /** The ring holds 2 to this power tokens. */
  readonly ringLog2: number;
  /** The n-gram table holds 2 to this power contexts. */
  readonly ngramsLog2: number;
}

/** What was said before, in the two forms that predict: the text itself for long matches, and n-gram counts. */
export class TokenMemory {
  readonly match: SuffixMatch;
  readonly ngrams: NgramTable;
  private readonly ring: TokenRing;

  constructor(size: TokenMemorySize) {
    this.ring = new TokenRing(size.ringLog2);
    this.match = new SuffixMatch(this.ring);
    this.ngrams = new NgramTable(size.ngramsLog2);
  }

  /** Counts the tokens from `from` to `to`, each as the successor of those before it. */
  count(tokens: Int32Array, from: number, to: number): void {
    for (let index = from; index < to; index++) this.ngrams.learn(tokens, index, tokens[index]);
  }

  /** Appends the tokens from `from` to `to` to the text. */
  record(tokens: Int32Array, from: number, to: number): void {
    for (let index = from; index < to; index++) this.ring.append(tokens[index]);
  }

  /** Ends a text: what is recorded next does not continue it. */
  separate(): void {
    this.ring.append(separatorToken);
  }

  clear(): void {
    this.ring.clear();
    this.ngrams.clear();
  }
}
