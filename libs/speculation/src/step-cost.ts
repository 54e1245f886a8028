export interface StepCostPoint {
  readonly rows: number;
  readonly ms: number;
  /** Sequences the rows belong to; 1 unless said otherwise. */
  readonly lanes?: number;
}

/** Beyond this many rows the curve is extended by its last slope without a table. */
const rowsMax = 256;
const knotRows = [1, 2, 3, 4, 6, 8, 12, 16, 24, 32, 48, 64, 96, 128, 192, rowsMax] as const;
/** A step that deviates more than this factor is counted as if it deviated by this factor: pauses, noisy neighbours. */
const deviationMax = 1.5;
const levelRate = 0.05;
const shapeRate = 0.02;
const laneRate = 0.05;
/** Observations over which the first estimates move faster: the profile may come from another machine. */
const warmupCount = 20;

/**
 * The time of one step, t(rows, lanes) in milliseconds: level × shape(rows) + what each further lane adds.
 * It starts from a profile and follows measured steps. The level follows quickly (a busy machine slows all
 * steps alike), the shape slowly, and rows that are never scored keep the shape of the profile.
 */
export class StepCost {
  private readonly shape = new Float64Array(knotRows.length);
  private readonly timeOfRows = new Float64Array(rowsMax + 1);
  private level = 1;
  private laneMs = 0;
  private observationCount = 0;

  private constructor() {}

  /** Needs two points of one lane with different rows; points with more lanes tell what a lane adds. */
  static fromProfile(points: readonly StepCostPoint[]): StepCost {
    const usable = points.filter(({ rows, ms }) => rows >= 1 && ms > 0 && Number.isFinite(ms));
    const curve = singleLaneCurve(usable);
    if (curve.length < 2) {
      throw new RangeError(
        'a step cost profile needs two points of one lane with different rows and a positive time',
      );
    }
    const cost = new StepCost();
    knotRows.forEach((rows, knot) => (cost.shape[knot] = interpolate(curve, rows)));
    cost.rebuild();
    cost.laneMs = medianLaneMs(usable, cost);
    return cost;
  }

  at(rows: number, lanes: number): number {
    return this.timeAt(rows) + this.laneMs * Math.max(0, lanes - 1);
  }

  /** Learns from one measured step. Nonsense (no rows, no time) is ignored. */
  observe(rows: number, lanes: number, elapsedMs: number): void {
    if (!(rows >= 1) || !(lanes >= 1) || !(elapsedMs > 0) || !Number.isFinite(elapsedMs)) return;
    const expectedMs = this.at(rows, lanes);
    const ratio = Math.min(deviationMax, Math.max(1 / deviationMax, elapsedMs / expectedMs));
    const hurry = Math.max(1, warmupCount / ++this.observationCount / 2);
    if (lanes === 1) this.level *= 1 + (ratio - 1) * Math.min(0.5, levelRate * hurry);
    else {
      const surplusMs = ((ratio - 1) * expectedMs) / (lanes - 1);
      this.laneMs = Math.max(0, this.laneMs + surplusMs * Math.min(0.5, laneRate * hurry));
    }
    this.bend(rows, ratio);
    this.rebuild();
  }

  /** Moves the knots on either side of `rows`, then restores that more rows never cost less. */
  private bend(rows: number, ratio: number): void {
    const { shape } = this;
    let right = 0;
    while (right < knotRows.length - 1 && knotRows[right] < rows) right++;
    const left = Math.max(0, right - 1);
    const span = knotRows[right] - knotRows[left];
    const weight = span === 0 ? 1 : Math.min(1, (rows - knotRows[left]) / span);
    shape[right] *= 1 + (ratio - 1) * shapeRate * weight;
    if (left !== right) shape[left] *= 1 + (ratio - 1) * shapeRate * (1 - weight);
    for (let knot = right + 1; knot < shape.length; knot++)
      shape[knot] = Math.max(shape[knot], shape[knot - 1]);
    for (let knot = right - 1; knot >= 0; knot--) shape[knot] = Math.min(shape[knot], shape[knot + 1]);
  }

  private rebuild(): void {
    for (let knot = 1; knot < knotRows.length; knot++) {
      const from = knotRows[knot - 1];
      const slope = (this.shape[knot] - this.shape[knot - 1]) / (knotRows[knot] - from);
      for (let rows = from; rows <= knotRows[knot]; rows++) {
        this.timeOfRows[rows] = this.level * (this.shape[knot - 1] + slope * (rows - from));
      }
    }
  }

  private timeAt(rows: number): number {
    const { timeOfRows } = this;
    if (rows <= rowsMax) return timeOfRows[Math.max(1, rows)];
    return timeOfRows[rowsMax] + (rows - rowsMax) * (timeOfRows[rowsMax] - timeOfRows[rowsMax - 1]);
  }
}

/** Piecewise linear and never falling; beyond the points, the slope of the last two. */
function interpolate(points: readonly StepCostPoint[], rows: number): number {
  let right = 1;
  while (right < points.length - 1 && points[right].rows < rows) right++;
  const from = points[right - 1];
  const to = points[right];
  const slope = Math.max(0, (to.ms - from.ms) / (to.rows - from.rows));
  return Math.max(from.ms + slope * (rows - from.rows), points[0].ms * 0.5);
}

function medianLaneMs(points: readonly StepCostPoint[], cost: StepCost): number {
  const perLane = points
    .filter(({ lanes = 1 }) => lanes > 1)
    .map(({ rows, ms, lanes = 1 }) => Math.max(0, ms - cost.at(rows, 1)) / (lanes - 1))
    .sort((a, b) => a - b);
  return perLane.length === 0 ? 0 : perLane[perLane.length >> 1];
}

/** Measured points of one lane, one per row count, in order; where time falls with rows it is levelled up. */
function singleLaneCurve(points: readonly StepCostPoint[]): StepCostPoint[] {
  const curve: StepCostPoint[] = [];
  const ordered = points
    .filter(({ lanes = 1 }) => lanes === 1)
    .sort((a, b) => a.rows - b.rows || b.ms - a.ms);
  for (const { rows, ms } of ordered) {
    const last = curve.at(-1);
    if (last?.rows !== rows) curve.push({ rows, ms: Math.max(ms, last?.ms ?? 0) });
  }
  return curve;
}
