/** What a token time is made of: sums over its steps. */
export interface TimeSums {
  readonly steps: number;
  readonly tokens: number;
  readonly ms: number;
  readonly tokensSquared: number;
  readonly msSquared: number;
  readonly product: number;
}

/** Time per token as a ratio of decayed sums, with the variance of that ratio. */
export class TokenTime {
  steps = 0;
  tokens = 0;
  private ms = 0;
  private tokensSquared = 0;
  private msSquared = 0;
  private product = 0;

  static of(sums: TimeSums): TokenTime {
    const time = new TokenTime();
    time.steps = sums.steps;
    time.tokens = sums.tokens;
    time.ms = sums.ms;
    time.tokensSquared = sums.tokensSquared;
    time.msSquared = sums.msSquared;
    time.product = sums.product;
    return time;
  }

  get sums(): TimeSums {
    const { steps, tokens, ms, tokensSquared, msSquared, product } = this;
    return { steps, tokens, ms, tokensSquared, msSquared, product };
  }

  forget(factor: number): void {
    this.steps *= factor;
    this.tokens *= factor;
    this.ms *= factor;
    this.tokensSquared *= factor;
    this.msSquared *= factor;
    this.product *= factor;
  }

  add(tokens: number, ms: number): void {
    this.steps++;
    this.tokens += tokens;
    this.ms += ms;
    this.tokensSquared += tokens * tokens;
    this.msSquared += ms * ms;
    this.product += tokens * ms;
  }

  get msPerToken(): number {
    return this.ms / this.tokens;
  }

  /** Of the ratio estimator: mean squared residual of ms around ratio × tokens, over n and the mean of tokens squared. */
  get variance(): number {
    const ratio = this.msPerToken;
    const residual = this.msSquared - 2 * ratio * this.product + ratio * ratio * this.tokensSquared;
    return this.steps < 2 ? Infinity : Math.max(0, residual) / this.tokens ** 2;
  }
}
