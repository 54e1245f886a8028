/** A clock that moves only when told to: tests advance it instead of sleeping. */
export class ManualClock {
  constructor(private nowMs = 0) {}

  readonly now = (): number => this.nowMs;

  advance(byMs: number): void {
    this.nowMs += byMs;
  }
}
