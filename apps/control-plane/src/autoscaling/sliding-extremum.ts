interface Entry {
  readonly atMs: number;
  readonly value: number;
}

/**
 * The greatest (or least) of the values seen within a window that may differ from one question to the next. Only values
 * that can still become the extremum are kept: never more than there are different values.
 */
export class SlidingExtremum {
  private readonly entries: Entry[] = [];

  constructor(private readonly kind: 'greatest' | 'least') {}

  push({ atMs, value }: Entry): void {
    while (this.entries.length > 0 && !this.isBeyond(this.entries.at(-1)!.value, value)) this.entries.pop();
    this.entries.push({ atMs, value });
  }

  /** Undefined when nothing was seen since then. */
  since(sinceMs: number): number | undefined {
    return this.entries.find(({ atMs }) => atMs >= sinceMs)?.value;
  }

  /** Forgets what no question will be about any more. */
  forgetBefore(sinceMs: number): void {
    while (this.entries.length > 0 && this.entries[0]!.atMs < sinceMs) this.entries.shift();
  }

  private isBeyond(value: number, other: number): boolean {
    return this.kind === 'greatest' ? value > other : value < other;
  }
}
