import type { Completion } from './completion.js';

/** The completions that are running, so that shutting down can wait for them and then end them. */
export class ActiveCompletions {
  private readonly completions = new Set<Completion>();
  private onIdle: (() => void)[] = [];

  add(completion: Completion): void {
    this.completions.add(completion);
  }

  remove(completion: Completion): void {
    this.completions.delete(completion);
    if (this.completions.size > 0) return;
    for (const resolve of this.onIdle.splice(0)) resolve();
  }

  get count(): number {
    return this.completions.size;
  }

  abortAll(): void {
    for (const completion of this.completions) completion.abort();
  }

  /** Resolves when none is running. */
  async idle(): Promise<void> {
    if (this.completions.size === 0) return;
    await new Promise<void>((resolve) => this.onIdle.push(resolve));
  }
}
