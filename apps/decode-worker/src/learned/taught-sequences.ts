import type { TaughtSequence } from '@slipstream/speculation';

/** Tokens kept; what was taught before them is missing after a replacement. */
const tokensMax = 65_536;

/**
 * What was taught since the learning was last taken out or replaced: when a version that contains it comes back, merged with what other
 * replicas learned, this is taught again, so that nothing is lost in between.
 */
export class TaughtSequences {
  private etag: string | undefined;
  private sequences: TaughtSequence[] = [];
  private tokenCount = 0;

  note(sequence: TaughtSequence): void {
    this.sequences.push(sequence);
    this.tokenCount += sequence.tokens.length;
    while (this.tokenCount > tokensMax && this.sequences.length > 1)
      this.tokenCount -= this.sequences.shift()!.tokens.length;
  }

  /** From here on, the learning is one that lacks these sequences, if any. */
  begin(lacking: readonly TaughtSequence[] = []): void {
    this.etag = undefined;
    this.sequences = [];
    this.tokenCount = 0;
    for (const sequence of lacking) this.note(sequence);
  }

  /** What it was at `begin` is known outside by this etag. */
  name(etag: string): void {
    this.etag = etag;
  }

  /** What was taught since the learning was known by this etag; nothing if that is not the last one. */
  since(etag: string | undefined): readonly TaughtSequence[] {
    return etag !== undefined && etag === this.etag ? this.sequences : [];
  }
}
