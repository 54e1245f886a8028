import type { Learning, StaticDraftOptions, StaticLane, StaticSpeculator } from '@slipstream/speculation';

/** A speculator whose calls are timed, so that a replay can charge them. */
export class TimedSpeculator implements StaticSpeculator {
  /** Of all calls so far. */
  spentMs = 0;

  constructor(
    private readonly speculator: StaticSpeculator,
    private readonly now: () => number,
  ) {}

  get lookaheadMax(): number {
    return this.speculator.lookaheadMax;
  }

  open(promptLength: number, learning: Learning): StaticLane {
    return this.speculator.open(promptLength, learning);
  }

  async draft(lanes: readonly StaticLane[], options: StaticDraftOptions): Promise<void> {
    const startedMs = this.now();
    await this.speculator.draft(lanes, options);
    this.spentMs += this.now() - startedMs;
  }
}
