export interface BackOffOptions {
  readonly firstMs: number;
  readonly mostMs: number;
  /** Having run this long earns a quick restart again. */
  readonly healthyAfterMs: number;
}

/** How long to wait before the next restart: twice as long each time, up to a bound. */
export class BackOff {
  private lastMs: number | undefined;

  constructor(private readonly options: BackOffOptions) {}

  next(ranMs: number): number {
    const { firstMs, mostMs, healthyAfterMs } = this.options;
    const isFresh = this.lastMs === undefined || ranMs >= healthyAfterMs;
    this.lastMs = isFresh ? firstMs : Math.min(mostMs, this.lastMs! * 2);
    return this.lastMs;
  }
}
