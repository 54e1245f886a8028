export interface BoundedWindowOptions {
  readonly windowMs: number;
  readonly sizeMax: number;
  /** A monotonic clock in milliseconds. */
  readonly now: () => number;
}

/** The values of the last while, the newest of them if there are too many. */
export class BoundedWindow<Value> {
  private readonly entries: { readonly atMs: number; readonly value: Value }[] = [];

  constructor(private readonly options: BoundedWindowOptions) {}

  push(value: Value): void {
    this.entries.push({ atMs: this.options.now(), value });
    if (this.entries.length > this.options.sizeMax) this.entries.shift();
  }

  values(): Value[] {
    const sinceMs = this.options.now() - this.options.windowMs;
    while (this.entries.length > 0 && this.entries[0]!.atMs < sinceMs) this.entries.shift();
    return this.entries.map(({ value }) => value);
  }
}
