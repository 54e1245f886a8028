import type { KvRows, LaneRows, ScoreFetch, Scores, TargetModel } from '../target-model.js';

export interface ToyTargetOptions {
  readonly vocabularySize?: number;
  readonly contextLength?: number;
  readonly blockSize?: number;
  readonly lanesMax?: number;
  readonly seed?: number;
  /** Logits depend on this many last tokens: a short memory makes text that repeats, so that drafts are accepted. */
  readonly memory?: number;
}

/**
 * A target whose logits are a hash of the last tokens *as its lanes hold them*: a row that was committed wrongly,
 * moved to the wrong lane or left in place changes the text. It keeps every rule of the port and throws if the
 * caller breaks one.
 */
export class ToyTargetModel implements TargetModel {
  readonly vocabularySize: number;
  readonly contextLength: number;
  readonly blockSize: number;
  readonly lanesMax: number;
  readonly stagingLane: number;
  readonly exactnessClass = 'toy';
  stepCount = 0;
  /** When set, the next `score` throws it. */
  failure: Error | undefined;

  private readonly seed: number;
  private readonly memory: number;
  private readonly lanes: number[][];
  private readonly scored = new Map<number, number[]>();

  constructor(options: ToyTargetOptions = {}) {
    this.vocabularySize = options.vocabularySize ?? 23;
    this.contextLength = options.contextLength ?? 256;
    this.blockSize = options.blockSize ?? 8;
    this.lanesMax = options.lanesMax ?? 4;
    this.seed = options.seed ?? 1;
    this.memory = options.memory ?? 2;
    this.stagingLane = this.lanesMax;
    this.lanes = Array.from({ length: this.lanesMax + 1 }, () => []);
  }

  score(batch: readonly LaneRows[], fetch: ScoreFetch): Promise<Scores> {
    if (this.failure !== undefined) {
      const failure = this.failure;
      this.failure = undefined;
      return Promise.reject(failure);
    }
    this.stepCount++;
    this.checkBatch(batch);
    this.scored.clear();
    const rows: Float32Array[] = [];
    const texts: number[][] = [];
    for (const { lane, tokens, count, logitRows } of batch) {
      const held = this.lanes[lane]!;
      const added = Array.from(tokens.subarray(0, count));
      this.scored.set(lane, added);
      for (let row = 0; row < count; row++) texts.push([...held, ...added.slice(0, row + 1)]);
      const first = logitRows === 'all' ? 0 : logitRows === 'last' ? count - 1 : count;
      for (let row = first; row < count; row++)
        rows.push(this.logitsAfter([...held, ...added.slice(0, row + 1)]));
    }
    return Promise.resolve({
      greedyToken: (row) => rows[row]!.indexOf(Math.max(...rows[row]!)),
      logits: (row) => {
        if (fetch.startsWith('greedy')) throw new Error('the logits were not fetched');
        return rows[row]!;
      },
      hidden: (firstRow, count) => {
        if (!fetch.endsWith('hidden')) throw new Error('the hidden states were not fetched');
        return Float32Array.from(texts.slice(firstRow, firstRow + count).flatMap(toyHiddenState));
      },
    });
  }

  commit(lane: number, count: number): void {
    const rows = this.scored.get(lane);
    if (rows === undefined || count > rows.length || count < 0) throw new Error(`cannot keep ${count} rows`);
    this.lanes[lane]!.push(...rows.slice(0, count));
    this.scored.delete(lane);
  }

  laneLength(lane: number): number {
    return this.lanes[lane]!.length;
  }

  truncateTo(lane: number, length: number): void {
    this.lanes[lane]!.length = length;
  }

  moveLane(from: number, to: number): void {
    this.lanes[to] = this.lanes[from]!;
    this.lanes[from] = [];
  }

  readRows(lane: number, firstPosition: number, count: number): KvRows {
    if (
      Math.floor(firstPosition / this.blockSize) !== Math.floor((firstPosition + count - 1) / this.blockSize)
    ) {
      throw new Error('the rows are not of one block');
    }
    const rows = this.lanes[lane]!.slice(firstPosition, firstPosition + count);
    if (rows.length !== count) throw new Error('the lane is shorter than what is read');
    return { count, data: Float32Array.from(rows) };
  }

  appendRows(lane: number, rows: KvRows, count: number): void {
    this.lanes[lane]!.push(...rows.data.subarray(0, count));
  }

  reserve(): void {}

  close(): Promise<void> {
    return Promise.resolve();
  }

  /** The logits after a text, computed from the text alone: what the engine's output is compared with. */
  logitsAfter(tokens: readonly number[]): Float32Array {
    let state = this.seed;
    for (const token of tokens.slice(-this.memory))
      state = Math.imul(state ^ (token + 1), 0x01000193) ^ (state >>> 13);
    const logits = new Float32Array(this.vocabularySize);
    for (let token = 0; token < this.vocabularySize; token++) {
      let hash = Math.imul(state ^ Math.imul(token + 1, 0x9e3779b1), 0x85ebca6b);
      hash = Math.imul(hash ^ (hash >>> 15), 0xc2b2ae35);
      logits[token] = (((hash ^ (hash >>> 16)) >>> 0) / 4294967296) * 8;
    }
    return logits;
  }

  private checkBatch(batch: readonly LaneRows[]): void {
    const isStaging = batch.length === 1 && batch[0]!.lane === this.stagingLane;
    batch.forEach(({ lane, count }, index) => {
      if (!isStaging && lane !== index) throw new Error('the lanes of a step must be dense');
      const length = this.lanes[lane]!.length;
      if (count < 1) throw new Error('a lane without rows');
      if ((length % this.blockSize) + count > this.blockSize)
        throw new Error('a step crosses a block boundary');
      if (length + count > this.contextLength) throw new Error('a step goes beyond the context');
    });
  }
}

/** A text's hidden state: its length and its last token, so that a test can tell which row it got. */
export function toyHiddenState(tokens: readonly number[]): number[] {
  return [tokens.length, tokens.at(-1)!];
}
