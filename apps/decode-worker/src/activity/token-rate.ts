const slotMs = 1_000;
const slotCount = 10;

/** Tokens per second over the last ten seconds, in as many slots, so that counting one costs an addition. */
export class TokenRate {
  private readonly counts = new Uint32Array(slotCount);
  private newestSlot: number;
  private readonly begunMs: number;

  /** `now` is a monotonic clock in milliseconds. */
  constructor(private readonly now: () => number) {
    this.begunMs = now();
    this.newestSlot = Math.floor(this.begunMs / slotMs);
  }

  add(): void {
    this.counts[this.advance() % slotCount]!++;
  }

  get perSecond(): number {
    const newest = this.advance();
    const nowMs = this.now();
    const sinceMs = Math.max(this.begunMs, (newest - slotCount + 1) * slotMs);
    const total = this.counts.reduce((sum, count) => sum + count, 0);
    return (total * 1_000) / Math.max(slotMs, nowMs - sinceMs);
  }

  /** Empties the slots that have come round again; returns the present one. */
  private advance(): number {
    const slot = Math.floor(this.now() / slotMs);
    const passed = Math.min(slotCount, slot - this.newestSlot);
    for (let step = 0; step < passed; step++) this.counts[(slot - step) % slotCount] = 0;
    this.newestSlot = slot;
    return slot;
  }
}
