/**
 * Does something at intervals, and at once when woken: one pass at a time, and one more if it was woken meanwhile, though
 * it is being closed. What goes wrong is told and made good by the next pass.
 */
export class PeriodicTask {
  private timer: NodeJS.Timeout | undefined;
  private running: Promise<void> | undefined;
  private isWanted = false;
  private isClosed = false;

  constructor(
    private readonly options: {
      readonly intervalMs: number;
      readonly run: () => Promise<void>;
      readonly onError: (error: unknown) => void;
    },
  ) {}

  start(): void {
    this.timer = setInterval(() => this.wake(), this.options.intervalMs);
  }

  wake(): void {
    if (this.isClosed) return;
    this.isWanted = true;
    this.running ??= this.runWhileWanted().finally(() => (this.running = undefined));
  }

  /** One pass more if it was started, and then none. */
  async finish(): Promise<void> {
    if (this.timer !== undefined) this.wake();
    await this.close();
  }

  /** Resolves when nothing is under way any more. */
  async close(): Promise<void> {
    this.isClosed = true;
    clearInterval(this.timer);
    await this.running;
  }

  private async runWhileWanted(): Promise<void> {
    while (this.isWanted) {
      this.isWanted = false;
      await this.options.run().catch(this.options.onError);
    }
  }
}
