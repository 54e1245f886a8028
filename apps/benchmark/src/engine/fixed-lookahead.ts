import {
  createSpeculation,
  type SequenceSpeculation,
  type Speculation,
  type SpeculationMode,
  type SpeculationOptions,
  StepCost,
  type TokenHistory,
} from '@slipstream/speculation';

/** Any time will do, as long as it is the same for all rows. */
const flatCost = [
  { rows: 1, ms: 10 },
  { rows: 256, ms: 10 },
];

/**
 * What most engines do: up to `lookahead` tokens are drafted at every step, whatever they cost and however likely they
 * are. The proposals are those of the product. Rows are made to look free, and no step is held back.
 */
export class FixedLookahead implements Speculation {
  readonly needsHidden: boolean;
  private readonly proposals: Speculation;

  constructor(
    private readonly lookahead: number,
    neural: SpeculationOptions['neural'],
  ) {
    this.proposals = createSpeculation({
      stepCost: StepCost.fromProfile(flatCost),
      ...(neural === undefined ? {} : { neural }),
    });
    this.needsHidden = this.proposals.needsHidden;
  }

  open(history: TokenHistory, mode: SpeculationMode): SequenceSpeculation {
    return this.proposals.open(history, mode);
  }

  plan(batch: readonly SequenceSpeculation[]): void | Promise<void> {
    for (const sequence of batch) sequence.lookaheadMax = Math.min(sequence.lookaheadMax, this.lookahead);
    return this.proposals.plan(batch);
  }

  /** Measured steps would teach what rows cost. */
  observeStep(): void {}
}
