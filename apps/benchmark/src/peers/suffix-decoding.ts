import type { Draft, SequenceSpeculation, Speculation, TokenHistory } from '@slipstream/speculation';

import type { SuffixDecodingProcess, SuffixOperation } from './suffix-decoding-process.js';

interface SuffixSequence extends SequenceSpeculation {
  readonly request: number;
}

/**
 * Drafts of SuffixDecoding (arXiv 2411.04975): a suffix tree of each request and one of all answers. The package decides
 * how long they are; drafts end with the block and the request as all do.
 */
export class SuffixDecoding implements Speculation {
  readonly needsHidden = false;
  private requestCount = 0;
  /** What was observed since the process was last told. */
  private untold: SuffixOperation[] = [];

  constructor(private readonly process: SuffixDecodingProcess) {}

  open(history: TokenHistory): SuffixSequence {
    const request = this.requestCount++;
    const draft: Draft = { tokens: new Int32Array(64), length: 0, arm: 'adaptive' };
    let observedLength = 0;
    const nothing = (): void => undefined;
    return {
      request,
      draft,
      lookaheadMax: 0,
      settle: nothing,
      observeHidden: nothing,
      observe: () => {
        // The first observation brings the prompt and the first token of the answer with it.
        if (observedLength === 0) {
          observedLength = history.length - 1;
          this.untold.push(['start', request, Array.from(history.tokens.subarray(0, observedLength))]);
        }
        const said = history.tokens.subarray(observedLength, history.length);
        this.untold.push(['extend', request, Array.from(said)]);
        observedLength = history.length;
      },
      close: () => this.untold.push(['stop', request, null]),
    };
  }

  async plan(batch: readonly SequenceSpeculation[]): Promise<void> {
    const sequences = batch as readonly SuffixSequence[];
    const questions = sequences.map(({ request, lookaheadMax }): SuffixOperation => [
      'speculate',
      request,
      lookaheadMax,
    ]);
    const operations = [...this.untold, ...questions];
    this.untold = [];
    const drafts = await this.process.ask(operations);
    sequences.forEach(({ draft, lookaheadMax }, index) => {
      const tokens = drafts[index]!.slice(0, lookaheadMax);
      draft.tokens.set(tokens);
      draft.length = tokens.length;
    });
  }

  observeStep(): void {}
}
