/** What was started, ended in reverse order. One that fails to end does not keep the others from it. */
export class StopStack {
  private readonly stops: (() => Promise<void>)[] = [];

  push(stop: () => Promise<void>): void {
    this.stops.push(stop);
  }

  async stopAll(): Promise<void> {
    for (let stop = this.stops.pop(); stop !== undefined; stop = this.stops.pop()) {
      await stop().catch((error: Error) => process.stderr.write(`${error.message}\n`));
    }
  }
}
