export interface ReplayFigures {
  /** Tokens per step and sequence, the target's own included. */
  readonly acceptanceLength: number;
  /** Over decoding the same tokens one by one in as many lanes, so that a batch that thins out weighs nothing. */
  readonly modelledSpeedup: number;
  readonly draftedPerStep: number;
}

/** One modelled step. */
export interface ReplayedStep {
  readonly lanes: number;
  readonly tokens: number;
  readonly drafted: number;
  readonly ms: number;
  /** What the step's tokens take without drafts. */
  readonly plainMs: number;
}

/** Adds up the steps of a replay. */
export class ReplayTotal {
  private laneSteps = 0;
  private tokens = 0;
  private drafted = 0;
  private ms = 0;
  private plainMs = 0;

  add(step: ReplayedStep): void {
    this.laneSteps += step.lanes;
    this.tokens += step.tokens;
    this.drafted += step.drafted;
    this.ms += step.ms;
    this.plainMs += step.plainMs;
  }

  get isEmpty(): boolean {
    return this.laneSteps === 0;
  }

  get figures(): ReplayFigures {
    return {
      acceptanceLength: this.tokens / Math.max(1, this.laneSteps),
      modelledSpeedup: this.ms === 0 ? 1 : this.plainMs / this.ms,
      draftedPerStep: this.drafted / Math.max(1, this.laneSteps),
    };
  }
}
