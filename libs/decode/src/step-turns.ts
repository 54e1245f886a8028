/**
 * Lets several engines of one thread share a speculation: from the plan of a step to the report of what became of it,
 * the speculation belongs to one of them. Steps are taken in the order in which they were asked for, so the engines
 * alternate and none is left waiting.
 */
export class StepTurns {
  private last: Promise<unknown> = Promise.resolve();

  /** Runs `step` when those before it have ended, in whatever way. */
  take<Result>(step: () => Promise<Result>): Promise<Result> {
    const result = this.last.then(step);
    this.last = result.catch(() => undefined);
    return result;
  }
}
