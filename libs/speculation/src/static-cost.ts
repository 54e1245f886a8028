/** A call counts half after 70 further ones. */
const memory = 0.99;
/** Calls that the first estimate is worth at either end of the line, however many are measured. */
const priorWeight = 0.1;
/** Where that end is: drafts are seldom longer. */
const priorLength = 8;
/** What a further lane adds to a call: weights are read once for all. */
const laneShare = 0.2;
/** A call that takes this many times the expected time was disturbed. */
const deviationMax = 2;

/**
 * What a call and a drafted token of it take while nothing was measured, in plain steps. Measured between steps on an EPYC
 * with AVX2: 0.043 and 0.021; on a Xeon with AMX 0.027 and 0.019.
 */
export const typicalCallShares = { call: 0.04, token: 0.02 };

/**
 * The time of a call of the static speculator: the call itself, with which it reads the newest rows, and each drafted token.
 * A line through the measured calls by least squares, in which earlier ones count less.
 */
export class StaticCost {
  private callMs: number;
  private perTokenMs: number;
  // Decayed sums over the calls: of ones, lengths, squared lengths, times, and lengths × times.
  private count = 0;
  private lengths = 0;
  private squares = 0;
  private times = 0;
  private products = 0;

  /** What is thought of a call and of a token before any was measured. */
  constructor(
    private readonly firstCallMs: number,
    private readonly firstTokenMs: number,
  ) {
    this.callMs = firstCallMs;
    this.perTokenMs = firstTokenMs;
  }

  /** The marginal time of a drafted token. */
  get tokenMs(): number {
    return this.perTokenMs;
  }

  at(lookahead: number, lanes: number): number {
    return (this.callMs + this.perTokenMs * lookahead) * laneFactor(lanes);
  }

  observe(drafted: number, lanes: number, elapsedMs: number): void {
    const ms = Math.min(elapsedMs, deviationMax * this.at(drafted, lanes)) / laneFactor(lanes);
    this.count = this.count * memory + 1;
    this.lengths = this.lengths * memory + drafted;
    this.squares = this.squares * memory + drafted * drafted;
    this.times = this.times * memory + ms;
    this.products = this.products * memory + drafted * ms;
    this.fit();
  }

  private fit(): void {
    const { firstCallMs } = this;
    const farMs = firstCallMs + this.firstTokenMs * priorLength;
    const count = this.count + 2 * priorWeight;
    const meanLength = (this.lengths + priorWeight * priorLength) / count;
    const meanMs = (this.times + priorWeight * (firstCallMs + farMs)) / count;
    const variance = (this.squares + priorWeight * priorLength ** 2) / count - meanLength ** 2;
    const covariance = (this.products + priorWeight * priorLength * farMs) / count - meanLength * meanMs;
    // Neither a call nor a token takes less than no time.
    this.perTokenMs = Math.min(Math.max(0, covariance / variance), meanMs / meanLength);
    this.callMs = meanMs - this.perTokenMs * meanLength;
  }
}

function laneFactor(lanes: number): number {
  return 1 + laneShare * (lanes - 1);
}
