import type { Draft, SequenceSpeculation, Speculation, TokenHistory } from '@slipstream/speculation';

const orderMax = 4;

interface LookupSequence extends SequenceSpeculation {
  readonly history: TokenHistory;
}

/**
 * The baseline: plain prompt lookup. The longest of the last 4 to 1 tokens that occurred before in the request proposes
 * the `lookahead` tokens that followed it there, at its latest occurrence.
 */
export class PromptLookup implements Speculation {
  readonly needsHidden = false;

  constructor(private readonly lookahead: number) {}

  open(history: TokenHistory): LookupSequence {
    const draft: Draft = { tokens: new Int32Array(64), length: 0, arm: 'adaptive' };
    const nothing = (): void => undefined;
    return {
      history,
      draft,
      lookaheadMax: 0,
      settle: nothing,
      observe: nothing,
      observeHidden: nothing,
      close: nothing,
    };
  }

  plan(batch: readonly SequenceSpeculation[]): void {
    for (const sequence of batch as readonly LookupSequence[]) {
      const { tokens, length } = sequence.history;
      const start = latestContinuation(sequence.history);
      const count = start < 0 ? 0 : Math.min(this.lookahead, sequence.lookaheadMax, length - start);
      for (let index = 0; index < count; index++) sequence.draft.tokens[index] = tokens[start + index]!;
      sequence.draft.length = count;
    }
  }

  observeStep(): void {}
}

function latestContinuation({ tokens, length }: TokenHistory): number {
  for (let order = orderMax; order >= 1; order--) {
    for (let end = length - 1; end >= order; end--) {
      let same = 0;
      while (same < order && tokens[end - 1 - same] === tokens[length - 1 - same]) same++;
      if (same === order) return end;
    }
  }
  return -1;
}
