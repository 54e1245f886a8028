import type { LaneRows } from '@slipstream/decode';
import { Tensor } from 'onnxruntime-node';

import type { LaneStorage } from './lane-storage.js';

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
  const rowCount = Math.max(rowsMin, usedRows);
  const padded = Math.max(attentionRowsMin(groupSize), ...batch.map((lane) => lane.count));
  const tokenIds = new Int64Array32(rowCount);
  const positions = new Int64Array32(rowCount);
  const rowScatter = new Int64Array32(rowCount);
  const windowSlots = new Int64Array32(rowCount * 2);
  const rowGather = new Int64Array32(batch.length * padded);
  const mask = new AttentionMask(batch.length * padded, groupSize, storage.capacity, blockSize);
  const logitRows: number[] = [];
  const firstRows: number[] = [];

  let row = 0;
  batch.forEach((rows, index) => {
    const length = storage.length(rows.lane - firstLane);
    firstRows.push(row);
    for (let offset = 0; offset < rows.count; offset++, row++) {
      const position = length + offset;
      const place = index * padded + offset;
      tokenIds.set(row, rows.tokens[offset]!);
      positions.set(row, position);
      rowScatter.set(row, place);
      rowGather.set(place, row);
      windowSlots.set(row * 2, index);
      windowSlots.set(row * 2 + 1, position % blockSize);
      mask.hideAfter(place, position);
      if (rows.logitRows === 'all' || (rows.logitRows === 'last' && offset === rows.count - 1))
        logitRows.push(row);
    }
  });
  for (; row < rowCount; row++) {
    // The first row once more: what it writes is what that one writes, and nobody reads its results.
    for (const [values, size] of [
      [tokenIds, 1],
      [positions, 1],
      [rowScatter, 1],
      [windowSlots, 2],
    ] as const) {
      values.repeat(0, row, size);
    }
  }
  // A prompt chunk that asks for no logits gets those of its first row: the head's kernels refuse an empty product.
  if (logitRows.length === 0) logitRows.push(0);
  return {
    firstRows,
    feeds: {
      token_ids: tokenIds.tensor([rowCount]),
      positions: positions.tensor([rowCount]),
      row_gather: rowGather.tensor([batch.length * padded]),
      row_scatter: rowScatter.tensor([rowCount]),
      window_slots: windowSlots.tensor([rowCount, 2]),
      logit_rows: Int64Array32.from(logitRows).tensor([logitRows.length]),
      mask: mask.tensor(batch.length),
    },
  };
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
