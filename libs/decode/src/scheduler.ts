import type { Sequence } from './sequence.js';

/**
 * Who waits, whose prompt is being filled, who decodes. Decoding sequences hold the lanes 0 … n − 1 without a gap,
 * because a step scores a dense run of lanes; one prompt at a time is filled in the staging lane.
 */
export class Scheduler {
  readonly decoding: Sequence[] = [];
  filling: Sequence | undefined;
  private readonly waiting: Sequence[] = [];

  constructor(
    private readonly lanesMax: number,
    private readonly stagingLane: number,
  ) {}

  get waitingCount(): number {
    return this.waiting.length;
  }

  /** The one that waits longest. */
  get oldestWaiting(): Sequence | undefined {
    return this.waiting[0];
  }

  get isIdle(): boolean {
    return this.decoding.length === 0 && this.filling === undefined && this.waiting.length === 0;
  }

  enqueue(sequence: Sequence): void {
    this.waiting.push(sequence);
  }

  /** Starts filling the next waiting prompt if the staging lane is free and a lane to decode in will be. */
  nextToFill(): Sequence | undefined {
    if (this.filling !== undefined || this.decoding.length >= this.lanesMax) return undefined;
    this.filling = this.waiting.shift();
    if (this.filling !== undefined) this.filling.lane = this.stagingLane;
    return this.filling;
  }

  /** The filled prompt joins the batch; returns the lane it moves to. */
  join(sequence: Sequence): number {
    if (this.filling !== sequence) throw new Error('only the filled sequence can join the batch');
    this.filling = undefined;
    sequence.lane = this.decoding.length;
    this.decoding.push(sequence);
    return sequence.lane;
  }

  /**
   * Takes a sequence out, wherever it is. If that leaves a hole among the decoding lanes, the last one fills it:
   * the returned move is for the target to follow.
   */
  remove(sequence: Sequence): { from: number; to: number } | undefined {
    if (this.filling === sequence) this.filling = undefined;
    const waitingIndex = this.waiting.indexOf(sequence);
    if (waitingIndex >= 0) this.waiting.splice(waitingIndex, 1);
    const hole = this.decoding.indexOf(sequence);
    sequence.lane = undefined;
    if (hole < 0) return undefined;
    const last = this.decoding.pop()!;
    if (last === sequence) return undefined;
    const from = last.lane!;
    this.decoding[hole] = last;
    last.lane = hole;
    return { from, to: hole };
  }

  /** Every sequence, the decoding ones first. */
  all(): Sequence[] {
    return [...this.decoding, ...(this.filling === undefined ? [] : [this.filling]), ...this.waiting];
  }
}
