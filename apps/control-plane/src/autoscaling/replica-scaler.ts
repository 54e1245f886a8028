import { SlidingExtremum } from './sliding-extremum.js';

export interface ScaleDelays {
  /** How long more replicas must have been wanted before there are more. */
  readonly upMs: number;
  /** How long fewer must have been enough before there are fewer. */
  readonly downMs: number;
}

export interface ScaleInput {
  readonly nowMs: number;
  /** How many there are to be at the moment. */
  readonly current: number;
  /** How many the load wants. */
  readonly wanted: number;
  readonly delays: ScaleDelays;
}

/** Of the delay before the first replica goes: how long each further one stays. */
const downPaceShare = 1 / 10;

/**
 * Follows what a load wants: up at once to what was wanted all through a short window, down one replica at a time, when
 * that many were enough all through a long one. Between the two windows a load may swing as it likes and nothing moves.
 *
 * Windows begin with the first observation, so a controller that restarts can only be later in going down.
 */
export class ReplicaScaler {
  private readonly greatest = new SlidingExtremum('greatest');
  private readonly least = new SlidingExtremum('least');
  private begunMs: number | undefined;
  private wentDownMs = -Infinity;

  /** How many there should be now. */
  next({ nowMs, current, wanted, delays: { upMs, downMs } }: ScaleInput): number {
    this.begunMs ??= nowMs;
    const seenMs = nowMs - this.begunMs;
    this.greatest.push({ atMs: nowMs, value: wanted });
    this.least.push({ atMs: nowMs, value: wanted });
    this.greatest.forgetBefore(nowMs - downMs);
    this.least.forgetBefore(nowMs - upMs);

    const up = this.least.since(nowMs - upMs)!;
    if (up > current && seenMs >= upMs) return up;
    const isPaced = nowMs - this.wentDownMs >= downMs * downPaceShare;
    if (this.greatest.since(nowMs - downMs)! < current && seenMs >= downMs && isPaced) {
      this.wentDownMs = nowMs;
      return current - 1;
    }
    return current;
  }
}
