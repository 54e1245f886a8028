import type { Arm } from '@slipstream/speculation';

/** What speculation did for one sequence, step by step added up. */
export interface SpeculationFigures {
  /** Steps by what the controller chose. */
  readonly arms: Readonly<Record<Arm, number>>;
  /** Steps by the length of their draft: index 0 counts steps without one. */
  readonly draftLengths: readonly number[];
  /** For each draft position, how many drafts had their token accepted there, of those that were accepted before it. */
  readonly acceptedAt: readonly number[];
  readonly reachedAt: readonly number[];
  /** Time of the batch's steps that this sequence took part in. */
  readonly draftMs: number;
  readonly scoreMs: number;
}

/** No draft is longer than a block. */
const positionsMax = 64;

/** Counts one sequence's steps. Nothing in `record` allocates. */
export class SpeculationTrace {
  private readonly arms: Record<Arm, number> = { none: 0, static: 0, adaptive: 0, chained: 0 };
  private readonly draftLengths = new Int32Array(positionsMax + 1);
  private readonly acceptedAt = new Int32Array(positionsMax);
  private readonly reachedAt = new Int32Array(positionsMax);
  private draftMs = 0;
  private scoreMs = 0;

  record(arm: Arm, draftLength: number, acceptedCount: number): void {
    this.arms[arm]++;
    this.draftLengths[draftLength]!++;
    for (let position = 0; position < acceptedCount; position++) this.acceptedAt[position]!++;
    const reached = Math.min(draftLength, acceptedCount + 1);
    for (let position = 0; position < reached; position++) this.reachedAt[position]!++;
  }

  recordTimes(draftMs: number, scoreMs: number): void {
    this.draftMs += draftMs;
    this.scoreMs += scoreMs;
  }

  get figures(): SpeculationFigures {
    const longest = this.draftLengths.findLastIndex((count) => count > 0);
    return {
      arms: { ...this.arms },
      draftLengths: Array.from(this.draftLengths.subarray(0, longest + 1)),
      acceptedAt: Array.from(this.acceptedAt.subarray(0, Math.max(0, longest))),
      reachedAt: Array.from(this.reachedAt.subarray(0, Math.max(0, longest))),
      draftMs: this.draftMs,
      scoreMs: this.scoreMs,
    };
  }
}
