const learningRate = 0.1;
/** What a further lane adds to a call: weights are read once for all. */
const laneShare = 0.2;
/** A call that takes this many times the expected time was disturbed. */
const deviationMax = 2;

/** The time of a call of the static speculator: one unit to read the newest rows, and one for each drafted token. */
export class StaticCost {
  private unitMs: number;

  constructor(firstUnitMs: number) {
    this.unitMs = firstUnitMs;
  }

  /** The marginal time of a drafted token. */
  get tokenMs(): number {
    return this.unitMs;
  }

  at(lookahead: number, lanes: number): number {
    return this.unitMs * (lookahead + 1) * (1 + laneShare * (lanes - 1));
  }

  observe(drafted: number, lanes: number, elapsedMs: number): void {
    const ratio = elapsedMs / this.at(drafted, lanes);
    this.unitMs *= 1 + (Math.min(deviationMax, ratio) - 1) * learningRate;
  }
}
