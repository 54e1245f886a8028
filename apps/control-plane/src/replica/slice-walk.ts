export interface Slice<Id> {
  /** Undefined at the beginning. */
  readonly after: Id | undefined;
  readonly limit: number;
}

export interface SliceWalkOptions {
  readonly sliceLength: number;
  /** Steps from the beginning of a pass to that of the next, at least: few items are not walked over all the time. */
  readonly stepsPerPassMin: number;
}

/** A walk over many items, a bounded slice a step, pass after pass. */
export class SliceWalk<Id> {
  private after: Id | undefined;
  private stepCount = 0;
  private isPassDone = false;

  constructor(private readonly options: SliceWalkOptions) {}

  /**
   * Visits the next slice. `visit` returns the last item of the slice, or undefined when none follows; a slice whose
   * visit fails is visited again.
   */
  async step(visit: (slice: Slice<Id>) => Promise<Id | undefined>): Promise<void> {
    const { sliceLength, stepsPerPassMin } = this.options;
    if (this.isPassDone && this.stepCount >= stepsPerPassMin) {
      this.stepCount = 0;
      this.isPassDone = false;
    }
    this.stepCount += 1;
    if (this.isPassDone) return;
    this.after = await visit({ after: this.after, limit: sliceLength });
    this.isPassDone = this.after === undefined;
  }
}
