export interface PaceOptions {
  /** Whether requests are being decoded. */
  readonly isBusy: () => Promise<boolean>;
  /** A monotonic clock in milliseconds. */
  readonly now: () => number;
  readonly wait: (ms: number) => Promise<void>;
}

/** Share of the time in which requests are decoded that a job works. */
const busyShare = 0.25;
/** A rest ends at most this late after the last request. */
const askedEveryMs = 250;

/**
 * Lets a background job work all of the time in which nothing is decoded, and a quarter of the rest: even at the lowest
 * priority it takes processor time from the threads of a step whenever these wait for each other.
 */
export class Pace {
  private workedBefore = 0;
  private pieceStartedMs: number;

  constructor(private readonly options: PaceOptions) {
    this.pieceStartedMs = options.now();
  }

  /** Milliseconds since the job began, without its rests. */
  get workedMs(): number {
    return this.workedBefore + this.options.now() - this.pieceStartedMs;
  }

  /** Called between two pieces of work: rests in proportion to the one that ended, as long as requests are decoded. */
  async rest(): Promise<void> {
    const { isBusy, now, wait } = this.options;
    const pieceMs = now() - this.pieceStartedMs;
    this.workedBefore += pieceMs;
    let leftMs = pieceMs * (1 / busyShare - 1);
    while (leftMs > 0 && (await isBusy())) {
      const ms = Math.min(leftMs, askedEveryMs);
      await wait(ms);
      leftMs -= ms;
    }
    this.pieceStartedMs = now();
  }
}
