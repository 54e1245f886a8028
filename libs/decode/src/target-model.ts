import type { TokenId } from '@slipstream/speculation';

/** Which rows of a lane need logits: a prompt chunk none or only its last, a decode step all of them. */
export type LogitRows = 'none' | 'last' | 'all';

/**
 * The rows of one lane in a step: `count` tokens at consecutive positions from the lane's length on. They must
 * not cross a multiple of `blockSize`: that is what keeps a row's bits independent of the grouping.
 */
export interface LaneRows {
  readonly lane: number;
  readonly tokens: Int32Array;
  readonly count: number;
  readonly logitRows: LogitRows;
}

/** What a step brings back: the most probable tokens or all logits, and on demand the hidden states. */
export type ScoreFetch = 'greedy' | 'logits' | 'greedy+hidden' | 'logits+hidden';

/** What a step returned. Rows are numbered over the batch in order, counting only rows that asked for logits. */
export interface TokenScores {
  /** The most probable token of the row; of equal ones the lowest. */
  greedyToken(row: number): TokenId;
  /** The row's logits, `vocabularySize` float32 values. Only if the step was scored with 'logits'. */
  logits(row: number): Float32Array;
}

export interface Scores extends TokenScores {
  /**
   * Hidden states as the head reads them, `[count, hiddenSize]`, of rows counted over the whole step, those without
   * logits included. Only if the step was scored with 'hidden'.
   */
  hidden(firstRow: number, count: number): Float32Array;
}

/** Keys and values of consecutive positions of one lane, in the runtime's own layout. */
export interface KvRows {
  readonly count: number;
  readonly data: Float32Array;
}

/**
 * The target as the decode loop sees it: lanes of keys and values, and one function that scores rows of tokens.
 *
 * Lanes `0 … lanesMax − 1` can be scored together, always as a dense run from lane 0. `stagingLane` is scored
 * alone: prompts are filled there, so that a long prompt does not widen everybody's step.
 *
 * The contract that makes speculation lossless: the logits of a row are a function of the tokens at positions up
 * to its own, bit for bit, whatever else is in the step. `verifyExactness` checks it on the machine at hand.
 */
export interface TargetModel {
  readonly vocabularySize: number;
  /** Most positions of a lane. */
  readonly contextLength: number;
  readonly blockSize: number;
  readonly lanesMax: number;
  readonly stagingLane: number;
  /** Names what the bits depend on: graph digest, runtime version, execution provider, instruction set. */
  readonly exactnessClass: string;

  /** Scores the rows without keeping them. What is not fetched stays where it is, which is cheaper. */
  score(batch: readonly LaneRows[], fetch: ScoreFetch): Promise<Scores>;
  /** Keeps the first `count` of the rows that the last `score` had for this lane. */
  commit(lane: number, count: number): void;
  /** Positions kept in a lane. */
  laneLength(lane: number): number;
  truncateTo(lane: number, length: number): void;
  /** Copies a lane's content to another lane and empties the first. */
  moveLane(from: number, to: number): void;
  /** Copies positions out of a lane. They must lie in one block. */
  readRows(lane: number, firstPosition: number, count: number): KvRows;
  /** Appends the first `count` of saved positions to a lane, whose length must be where they came from. */
  appendRows(lane: number, rows: KvRows, count: number): void;
  /** Makes room for this many positions a lane, so that a check can compare capacities. */
  reserve(positions: number): void;
  close(): Promise<void>;
}
