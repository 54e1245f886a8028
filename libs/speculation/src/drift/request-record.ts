/** What became of proposals of one kind, against what calibration expected. */
export class Verdicts {
  private expected = 0;
  private variance = 0;
  private accepted = 0;
  count = 0;

  add(probability: number, accepted: 0 | 1): void {
    this.count++;
    this.expected += probability;
    this.variance += probability * (1 - probability);
    this.accepted += accepted;
  }

  /** By how many standard deviations more was accepted than expected; undefined for too few to say. */
  get surprise(): number | undefined {
    if (this.count < verdictsMin) return undefined;
    return (this.accepted - this.expected) / Math.sqrt(this.variance + varianceSlack);
  }
}

const verdictsMin = 4;
/** Calibration that is very sure must not make a single miss a wonder. */
const varianceSlack = 0.5;

/** What one request tells about drift, gathered while it is decoded. */
export class RequestRecord {
  readonly static = new Verdicts();
  readonly adaptive = new Verdicts();
  steps = 0;
}
