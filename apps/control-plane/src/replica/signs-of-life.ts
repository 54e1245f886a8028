export interface SignsOfLifeOptions {
  /** `http://host:port` of the worker */
  readonly address: string;
  /** How long it may be silent. */
  readonly leaseMs: number;
  readonly onSilence: () => void;
}

/** A worker renews its lease by answering; one that is stopped, or hangs, is told of once it has expired. */
export class SignsOfLife {
  private readonly timer: NodeJS.Timeout;
  private lastMs = performance.now();
  private lastAskedMs = performance.now();

  constructor(private readonly options: SignsOfLifeOptions) {
    this.timer = setInterval(() => void this.ask(), options.leaseMs / 4);
  }

  close(): void {
    clearInterval(this.timer);
  }

  private async ask(): Promise<void> {
    const { address, leaseMs, onSilence } = this.options;
    const askedMs = performance.now();
    // A process that was itself stopped for so long has heard nothing, which says nothing about the worker.
    const wasAsleep = askedMs - this.lastAskedMs > leaseMs;
    this.lastAskedMs = askedMs;
    if (wasAsleep) this.lastMs = askedMs;
    if (askedMs - this.lastMs > leaseMs) {
      this.close();
      onSilence();
      return;
    }
    const isAlive = await fetch(`${address}/health/live`, { signal: AbortSignal.timeout(leaseMs) }).then(
      ({ ok }) => ok,
      () => false,
    );
    if (isAlive) this.lastMs = Math.max(this.lastMs, askedMs);
  }
}
