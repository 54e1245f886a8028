import type { Sequence } from './sequence.js';
import type { LaneRows, LogitRows } from './target-model.js';

class LaneRowsBuffer implements LaneRows {
  lane = 0;
  count = 0;
  logitRows: LogitRows = 'none';
  readonly tokens: Int32Array;

  constructor(rowsMax: number) {
    this.tokens = new Int32Array(rowsMax);
  }
}

/** The rows of the step being prepared. Its buffers are reused from step to step. */
export class StepRows {
  private readonly buffers: LaneRowsBuffer[];
  private readonly used: LaneRowsBuffer[] = [];

  constructor(
    lanesMax: number,
    private readonly blockSize: number,
  ) {
    this.buffers = Array.from({ length: lanesMax }, () => new LaneRowsBuffer(blockSize));
  }

  get lanes(): readonly LaneRows[] {
    return this.used;
  }

  clear(): void {
    this.used.length = 0;
  }

  /** The sequence's last token, which has no keys and values yet, and its draft. */
  addDecode(sequence: Sequence, laneLength: number): void {
    if (laneLength !== sequence.length - 1) {
      throw new Error(
        `lane ${sequence.lane} holds ${laneLength} positions of a sequence of ${sequence.length} tokens`,
      );
    }
    const { draft } = sequence.speculation;
    const rows = this.next(sequence.lane!, 'all');
    rows.count = 1 + draft.length;
    rows.tokens[0] = sequence.tokens[sequence.length - 1]!;
    for (let index = 0; index < draft.length; index++) rows.tokens[1 + index] = draft.tokens[index]!;
  }

  /** The next rows of a prompt, up to the end of the block. */
  addPromptChunk(
    sequence: Sequence,
    laneLength: number,
    rowsMax: number,
  ): { count: number; isLast: boolean } {
    const room = this.blockSize - (laneLength % this.blockSize);
    const count = Math.min(room, rowsMax, sequence.promptLength - laneLength);
    const isLast = laneLength + count === sequence.promptLength;
    const rows = this.next(sequence.lane!, isLast ? 'last' : 'none');
    rows.count = count;
    for (let index = 0; index < count; index++) rows.tokens[index] = sequence.tokens[laneLength + index]!;
    return { count, isLast };
  }

  private next(lane: number, logitRows: LogitRows): LaneRowsBuffer {
    const rows = this.buffers[this.used.length];
    if (rows === undefined) throw new Error('a step has more lanes than the target');
    rows.lane = lane;
    rows.logitRows = logitRows;
    this.used.push(rows);
    return rows;
  }
}
