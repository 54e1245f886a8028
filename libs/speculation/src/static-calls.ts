import type { DraftChain } from './draft-chain.js';
import type { EndpointSequence } from './endpoint-sequence.js';
import { StaticCost, typicalCallShares } from './static-cost.js';
import { planStaticCall, type StaticCall, type StaticCandidate } from './static-planner.js';
import type { StaticSpeculator } from './static-speculator.js';

export interface StaticCallsOptions {
  readonly speculator: StaticSpeculator;
  /** A monotonic clock in milliseconds. */
  readonly now: () => number;
  readonly stepMs: (rows: number) => number;
  /** Called when the speculator fails. */
  readonly onFailure?: (cause: unknown) => void;
}

/** The static speculator as it is called: in the steps in which that is expected to pay, and timed. */
export class StaticCalls {
  private readonly cost: StaticCost;
  private readonly candidates: StaticCandidate[] = [];
  private hasFailed = false;

  constructor(private readonly options: StaticCallsOptions) {
    const plainMs = options.stepMs(1);
    this.cost = new StaticCost(plainMs * typicalCallShares.call, plainMs * typicalCallShares.token);
  }

  /**
   * The call that is expected to raise the step's goodput most, if one does, over a plan made without it: `chains[i]`
   * drafts for `sequences[i]`, `goodput` is its expected tokens per millisecond.
   */
  choose(
    sequences: readonly EndpointSequence[],
    chains: readonly DraftChain[],
    goodput: number,
  ): StaticCall | undefined {
    if (this.hasFailed) return undefined;
    this.candidates.length = 0;
    let rows = 0;
    let expectedTokens = 0;
    sequences.forEach(({ neural, lookaheadMax }, index) => {
      const chain = chains[index];
      rows += 1 + chain.draft.length;
      expectedTokens += 1 + chain.expectedAccepted;
      if (neural !== undefined && lookaheadMax > 0) {
        this.candidates.push({ chain, record: neural.record, lookaheadMax });
      }
    });
    return planStaticCall(this.candidates, {
      lanes: sequences.length,
      rows,
      expectedTokens,
      goodput,
      stepMs: this.options.stepMs,
      cost: this.cost,
      lookaheadMax: this.options.speculator.lookaheadMax,
    });
  }

  /** Drafts for the lanes of the call. Resolves to whether they have drafts now: a model that fails is asked no more until `retry`. */
  async make(call: StaticCall): Promise<boolean> {
    const { speculator, now, onFailure } = this.options;
    const lanes = call.candidates.map(({ chain }) => chain.proposer.staticLane!);
    const startedMs = now();
    try {
      await speculator.draft(lanes, call);
    } catch (cause) {
      // Drafts are a help, not a need.
      this.hasFailed = true;
      onFailure?.(cause);
      return false;
    }
    this.cost.observe(Math.max(...lanes.map(({ length }) => length)), lanes.length, now() - startedMs);
    return true;
  }

  /** The model has new weights: it may be asked again. */
  retry(): void {
    this.hasFailed = false;
  }
}
