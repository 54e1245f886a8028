/**
 * Decayed counts of several kinds of event of one context, and of all of them. With each observation an earlier one counts
 * `memory` times what it did, so n observations count T(n) = (1 − memory^n) / (1 − memory) in all.
 */
export interface DecayedCounts {
  readonly total: number;
  of(kind: number): number;
}

export const noCounts: DecayedCounts = { total: 0, of: () => 0 };

/** A context so near its limit tells no more how much was observed since; a little, then. */
const headroomMin = 1e-2;

/**
 * What two counters that went on from the same base would hold had one seen it all: the base, decayed by what both saw, and
 * what each saw since, as if their observations had come in turns. Without a base it is the sum T(a + b).
 */
export class DecayedMerge {
  readonly total: number;
  private readonly keptOfA: number;
  private readonly keptOfB: number;

  constructor(
    private readonly base: DecayedCounts,
    private readonly a: DecayedCounts,
    private readonly b: DecayedCounts,
    memory: number,
  ) {
    const limit = 1 / (1 - memory);
    this.keptOfA = keptShare(limit - base.total, limit - a.total);
    this.keptOfB = keptShare(limit - base.total, limit - b.total);
    this.total = Math.max(0, this.merged(base.total, a.total, b.total));
  }

  of(kind: number): number {
    return Math.max(0, this.merged(this.base.of(kind), this.a.of(kind), this.b.of(kind)));
  }

  private merged(base: number, a: number, b: number): number {
    const { keptOfA, keptOfB } = this;
    const seenByA = a - base * keptOfA;
    const seenByB = b - base * keptOfB;
    return base * keptOfA * keptOfB + (seenByA * (1 + keptOfB) + seenByB * (1 + keptOfA)) / 2;
  }
}

/** memory^n of the n observations that brought a total's headroom from one value to the other. */
function keptShare(headroomBefore: number, headroomAfter: number): number {
  if (headroomBefore < headroomMin) return 1 - headroomMin;
  return Math.min(1, Math.max(0, headroomAfter / headroomBefore));
}
