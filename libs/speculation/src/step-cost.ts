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
const batchRate = 0.05;
/** Until it is measured. Drafting too little at first costs less than drafting too much. */
const firstRowFactor = 2;
const rowFactorMax = 10;
/** Observations over which the first estimates move faster: the profile may come from another machine. */
const warmupCount = 20;

/** What a batch of so many lanes was measured to cost: without drafts, and its drafted rows against those of one lane. */
interface BatchCost {
  plainMs: number;
  rowFactor: number;
  plainCount: number;
  draftedCount: number;
}

/**
 * The time of one step, t(rows, lanes) in milliseconds. For one lane it is level × shape(rows). A batch has a measured
 * time without drafts, and drafted rows cost a measured factor of what they cost one lane: attention pads all lanes to
 * the longest draft, so a row is dearer the more lanes there are (about 4 times with 8 of them, in one run).
 *
 * It starts from a profile and follows measured steps. The level follows quickly (a busy machine slows all
 * steps alike), the shape slowly, and rows that are never scored keep the shape of the profile.
 */
export class StepCost {
  private readonly shape = new Float64Array(knotRows.length);
  private readonly timeOfRows = new Float64Array(rowsMax + 1);
  private level = 1;
  private laneMs = 0;
  /** By the number of lanes, at most as many as the target has. */
  private readonly batches = new Map<number, BatchCost>();
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
    if (lanes <= 1) return this.timeAt(rows);
    const known = this.batches.get(lanes);
    const plainMs = known?.plainMs ?? this.firstPlainMs(lanes);
    const rowFactor = known?.rowFactor ?? firstRowFactor;
    return plainMs + rowFactor * (this.timeAt(rows) - this.timeAt(lanes));
  }

  /** Learns from one measured step. Nonsense (no rows, no time) is ignored. */
  observe(rows: number, lanes: number, elapsedMs: number): void {
    if (!(rows >= 1) || !(lanes >= 1) || !(elapsedMs > 0) || !Number.isFinite(elapsedMs)) return;
    const ratio = Math.min(deviationMax, Math.max(1 / deviationMax, elapsedMs / this.at(rows, lanes)));
    if (lanes > 1) {
      this.observeBatch(rows, lanes, ratio * this.at(rows, lanes));
      return;
    }
    const hurry = Math.max(1, warmupCount / ++this.observationCount / 2);
    this.level *= 1 + (ratio - 1) * Math.min(0.5, levelRate * hurry);
    this.bend(rows, ratio);
    this.rebuild();
  }

  private observeBatch(rows: number, lanes: number, elapsedMs: number): void {
    let batch = this.batches.get(lanes);
    if (batch === undefined) {
      batch = {
        plainMs: this.firstPlainMs(lanes),
        rowFactor: firstRowFactor,
        plainCount: 0,
        draftedCount: 0,
      };
      this.batches.set(lanes, batch);
    }
    const rowMs = this.timeAt(rows) - this.timeAt(lanes);
    if (rows <= lanes) {
      batch.plainMs += (elapsedMs - batch.plainMs) * Math.max(batchRate, 1 / (1 + ++batch.plainCount));
      const laneMs = (batch.plainMs - this.timeAt(lanes)) / (lanes - 1);
      this.laneMs = Math.max(0, this.laneMs + (laneMs - this.laneMs) * laneRate);
    } else if (rowMs > 0) {
      const factor = Math.min(rowFactorMax, Math.max(0, (elapsedMs - batch.plainMs) / rowMs));
      batch.rowFactor += (factor - batch.rowFactor) * Math.max(batchRate, 1 / (4 + ++batch.draftedCount));
    }
  }

  private firstPlainMs(lanes: number): number {
    return this.timeAt(lanes) + this.laneMs * (lanes - 1);
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
