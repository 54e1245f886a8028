import type { LaneRows } from '@slipstream/decode';

import type { LaneStorage } from './lane-storage.js';
import { Tensor } from './onnxruntime.js';

export type Feeds = Record<string, Tensor>;

export interface StepInputs {
  readonly feeds: Feeds;
  /** Row of the packed batch at which each lane's rows begin. */
  readonly firstRows: readonly number[];
}

/** What a masked score gets added: its exponential is exactly 0, and unlike −∞ it cannot make a NaN. */
const masked = -1e9;

/** A product with one row takes another kernel, with other rounding: where queries have no group, rows come in pairs. */
function attentionRowsMin(groupSize: number): number {
  return groupSize === 1 ? 2 : 1;
}

/** What of the graph its inputs depend on. */
export interface StepShape {
  /** Query heads of a key-value head. */
  readonly groupSize: number;
  readonly blockSize: number;
  /** Fewest rows of a step: kernels of some profiles give a row alone other bits than a row among others. */
  readonly rowsMin: number;
}

/**
 * The graph's inputs for a step. Rows of all lanes are packed one after another; only attention pads them, to the
 * longest lane. The mask shows a row the closed blocks of its lane and the window up to its own slot.
 */
export function stepInputs(
  batch: readonly LaneRows[],
  firstLane: number,
  storage: LaneStorage,
  { groupSize, blockSize, rowsMin }: StepShape,
): StepInputs {
  const usedRows = batch.reduce((total, lane) => total + lane.count, 0);
  const padded = Math.max(attentionRowsMin(groupSize), ...batch.map((lane) => lane.count));
  const rows = new PackedRows(Math.max(rowsMin, usedRows), batch.length * padded, blockSize);
  const mask = new AttentionMask(batch.length * padded, groupSize, storage.capacity, blockSize);
  const firstRows: number[] = [];
  batch.forEach((lane, index) => {
    const length = storage.length(lane.lane - firstLane);
    firstRows.push(rows.count);
    for (let offset = 0; offset < lane.count; offset++) {
      const place = index * padded + offset;
      const hasLogits = lane.logitRows === 'all' || (lane.logitRows === 'last' && offset === lane.count - 1);
      rows.add({ token: lane.tokens[offset]!, position: length + offset, lane: index, place, hasLogits });
      mask.hideAfter(place, length + offset);
    }
  });
  rows.fillUp();
  return { firstRows, feeds: { ...rows.feeds(), mask: mask.tensor(batch.length) } };
}

interface PackedRow {
  readonly token: number;
  readonly position: number;
  readonly lane: number;
  /** Its row in padded attention. */
  readonly place: number;
  readonly hasLogits: boolean;
}

/** The rows of a step, one after another, and where attention finds them. */
class PackedRows {
  count = 0;
  private readonly tokenIds: Int64Array32;
  private readonly positions: Int64Array32;
  private readonly rowScatter: Int64Array32;
  private readonly windowSlots: Int64Array32;
  private readonly rowGather: Int64Array32;
  private readonly logitRows: number[] = [];

  constructor(
    private readonly size: number,
    private readonly paddedSize: number,
    private readonly blockSize: number,
  ) {
    this.tokenIds = new Int64Array32(size);
    this.positions = new Int64Array32(size);
    this.rowScatter = new Int64Array32(size);
    this.windowSlots = new Int64Array32(size * 2);
    this.rowGather = new Int64Array32(paddedSize);
  }

  add({ token, position, lane, place, hasLogits }: PackedRow): void {
    const row = this.count++;
    this.tokenIds.set(row, token);
    this.positions.set(row, position);
    this.rowScatter.set(row, place);
    this.rowGather.set(place, row);
    this.windowSlots.set(row * 2, lane);
    this.windowSlots.set(row * 2 + 1, position % this.blockSize);
    if (hasLogits) this.logitRows.push(row);
  }

  /** Repeats the first row where there are too few: it writes what that one writes, and nobody reads its results. */
  fillUp(): void {
    for (let row = this.count; row < this.size; row++) {
      for (const values of [this.tokenIds, this.positions, this.rowScatter]) values.repeat(0, row, 1);
      this.windowSlots.repeat(0, row, 2);
    }
    // A prompt chunk that asks for no logits gets those of its first row: the head's kernels refuse an empty product.
    if (this.logitRows.length === 0) this.logitRows.push(0);
  }

  feeds(): Feeds {
    return {
      token_ids: this.tokenIds.tensor([this.size]),
      positions: this.positions.tensor([this.size]),
      row_gather: this.rowGather.tensor([this.paddedSize]),
      row_scatter: this.rowScatter.tensor([this.size]),
      window_slots: this.windowSlots.tensor([this.size, 2]),
      logit_rows: Int64Array32.from(this.logitRows).tensor([this.logitRows.length]),
    };
  }
}

/** What is added to the scores, `[lanes, 1, rows × group, capacity + block]`: a row sees positions up to its own. */
class AttentionMask {
  private readonly width: number;
  private readonly values: Float32Array;

  constructor(
    rows: number,
    private readonly groupSize: number,
    private readonly capacity: number,
    private readonly blockSize: number,
  ) {
    this.width = capacity + blockSize;
    this.values = new Float32Array(rows * groupSize * this.width);
  }

  /** Shows the closed blocks before the position, and the window up to it. */
  hideAfter(row: number, position: number): void {
    const slot = position % this.blockSize;
    const closed = position - slot;
    for (let group = 0; group < this.groupSize; group++) {
      const first = (row * this.groupSize + group) * this.width;
      this.values.fill(masked, first + closed, first + this.capacity);
      this.values.fill(masked, first + this.capacity + slot + 1, first + this.width);
    }
  }

  tensor(lanes: number): Tensor {
    const rows = this.values.length / this.width / lanes;
    return new Tensor('float32', this.values, [lanes, 1, rows, this.width]);
  }
}

/** Small non-negative integers as int64, written through their low words: no BigInt a token. */
class Int64Array32 {
  private readonly values: BigInt64Array;
  private readonly lowWords: Int32Array;

  constructor(length: number) {
    this.values = new BigInt64Array(length);
    this.lowWords = new Int32Array(this.values.buffer);
  }

  static from(values: readonly number[]): Int64Array32 {
    const array = new Int64Array32(values.length);
    values.forEach((value, index) => array.set(index, value));
    return array;
  }

  set(index: number, value: number): void {
    this.lowWords[index * 2] = value;
  }

  /** Copies the entry of `size` values at index `from` to index `to`. */
  repeat(from: number, to: number, size: number): void {
    this.values.copyWithin(to * size, from * size, (from + 1) * size);
  }

  tensor(dims: readonly number[]): Tensor {
    return new Tensor('int64', this.values, dims);
  }
}
