import { indexedLength, separatorToken, type TokenRing } from './token-ring.js';

/** Longer matches are not told apart: beyond this, longer has stopped meaning surer. */
export const matchLengthMax = 64;
/** Matches compared for one context. Two would do for speed-up in replay; eight cost no more than noise. */
export const candidateCountMax = 8;
/** Index entries visited for one context, those of other runs in the same bucket included. */
const visitCountMax = 32;

/**
 * A place in a ring whose preceding tokens equal the end of a context. `find` looks for the longest such match;
 * while drafted tokens follow the match, `advance` keeps it without a new search.
 */
export class SuffixMatch {
  /** How many tokens match; 0 when there is no match. */
  length = 0;
  /** The token that followed the match. */
  token = separatorToken;
  private position = 0;

  constructor(private readonly ring: TokenRing) {}

  /** Finds the longest match of the tokens before `contextEnd`. Ties keep the newest: text drifts. */
  find(context: Int32Array, contextEnd: number): void {
    const { ring } = this;
    this.length = 0;
    if (contextEnd >= indexedLength) {
      let position = ring.newestAfter(context, contextEnd);
      let age = 0;
      let candidateCount = 0;
      for (let visit = 0; visit < visitCountMax && ring.holds(position); visit++) {
        const length = ring.commonLength(position, context, contextEnd, matchLengthMax);
        if (length >= indexedLength) {
          if (length > this.length) {
            this.length = length;
            this.position = position;
          }
          if (++candidateCount === candidateCountMax || length === matchLengthMax) break;
        }
        // Links of overwritten slots may point anywhere; a search only ever goes back in time.
        const positionAge = (ring.end - position) | 0;
        if (positionAge <= age) break;
        age = positionAge;
        position = ring.olderThan(position);
      }
    }
    this.read();
  }

  /** The context has grown by one token: stay with the match if it predicted that token, else search again. */
  advance(context: Int32Array, contextEnd: number): void {
    if (this.length === 0 || this.token !== context[contextEnd - 1]) {
      this.find(context, contextEnd);
      return;
    }
    this.length++;
    this.position = (this.position + 1) | 0;
    this.read();
  }

  private read(): void {
    const isKnown = this.length > 0 && this.ring.holds(this.position);
    this.token = isKnown ? this.ring.tokenAt(this.position) : separatorToken;
    if (this.token < 0) this.length = 0;
  }
}
