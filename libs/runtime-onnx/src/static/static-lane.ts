import type { StaticLane } from '@slipstream/speculation';

import type { SequenceRecorder } from '../adaptation/sequence-recorder.js';
import type { EmbeddingTable } from './embedding-table.js';

export interface StaticLaneShape {
  readonly hiddenSize: number;
  readonly kvHeadCount: number;
  readonly headSize: number;
  /** Positions whose keys and values are kept. */
  readonly window: number;
  readonly lookaheadMax: number;
}

export interface StaticLaneParts {
  readonly shape: StaticLaneShape;
  readonly embeddingTable: EmbeddingTable;
  readonly recorder: SequenceRecorder | undefined;
  readonly onClose: (lane: OnnxStaticLane) => void;
}

/** What a masked score gets added. */
const masked = -1e9;

/**
 * One sequence of the static speculator: rows that wait to be read by the model, and a ring of the keys and values of
 * those it has read. The ring's order is free, because keys carry their position.
 */
export class OnnxStaticLane implements StaticLane {
  readonly tokens: Int32Array;
  readonly probabilities: Float32Array;
  length = 0;
  /** Rows that the model has not read, oldest first: `[waitingCount, hiddenSize]` each. */
  readonly hidden: Float32Array;
  readonly embeddings: Float32Array;
  readonly positions: Int32Array;
  waitingCount = 0;
  /** `[kvHeads, window, headSize]`. */
  readonly keys: Float32Array;
  readonly values: Float32Array;
  /** `[window]`: 0 where a position is kept, −1e9 elsewhere. */
  readonly mask: Float32Array;
  private nextSlot = 0;

  private readonly shape: StaticLaneShape;

  constructor(private readonly parts: StaticLaneParts) {
    this.shape = parts.shape;
    const { hiddenSize, kvHeadCount, headSize, window, lookaheadMax } = parts.shape;
    this.tokens = new Int32Array(lookaheadMax);
    this.probabilities = new Float32Array(lookaheadMax);
    this.hidden = new Float32Array(window * hiddenSize);
    this.embeddings = new Float32Array(window * hiddenSize);
    this.positions = new Int32Array(window);
    this.keys = new Float32Array(kvHeadCount * window * headSize);
    this.values = new Float32Array(kvHeadCount * window * headSize);
    this.mask = new Float32Array(window).fill(masked);
  }

  read(position: number, hidden: Float32Array, nextToken: number): void {
    const { hiddenSize, window } = this.shape;
    if (this.waitingCount === window) this.dropOldestHalf();
    const row = this.waitingCount++;
    this.hidden.set(hidden, row * hiddenSize);
    this.parts.embeddingTable.write(nextToken, this.embeddings, row * hiddenSize);
    this.positions[row] = position;
    this.recorder?.read(position, hidden, nextToken);
  }

  /**
   * Keeps the keys and values of the first `count` waiting rows, which the model has just read, and forgets the rows.
   * `newKeys`, `newValues`: `[kvHeads, rows, headSize]` of this lane.
   */
  keep(newKeys: Float32Array, newValues: Float32Array, rows: number, count: number): void {
    const { kvHeadCount, headSize, window, hiddenSize } = this.shape;
    for (let row = 0; row < count; row++) {
      const slot = this.nextSlot;
      for (let head = 0; head < kvHeadCount; head++) {
        const from = (head * rows + row) * headSize;
        const to = (head * window + slot) * headSize;
        this.keys.set(newKeys.subarray(from, from + headSize), to);
        this.values.set(newValues.subarray(from, from + headSize), to);
      }
      this.mask[slot] = 0;
      this.nextSlot = (slot + 1) % window;
    }
    this.hidden.copyWithin(0, count * hiddenSize, this.waitingCount * hiddenSize);
    this.embeddings.copyWithin(0, count * hiddenSize, this.waitingCount * hiddenSize);
    this.positions.copyWithin(0, count, this.waitingCount);
    this.waitingCount -= count;
  }

  clear(): void {
    this.length = 0;
    this.waitingCount = 0;
    this.nextSlot = 0;
    this.mask.fill(masked);
  }

  get recorder(): SequenceRecorder | undefined {
    return this.parts.recorder;
  }

  close(): void {
    this.recorder?.end();
    this.parts.onClose(this);
  }

  /** Of a long prompt only the newest positions matter: older ones would leave the window anyway. */
  private dropOldestHalf(): void {
    const { window, hiddenSize } = this.shape;
    const dropped = window >> 1;
    this.hidden.copyWithin(0, dropped * hiddenSize);
    this.embeddings.copyWithin(0, dropped * hiddenSize);
    this.positions.copyWithin(0, dropped);
    this.waitingCount -= dropped;
  }
}
