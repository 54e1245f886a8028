import type { KvRows, LaneRows, LogitRows, TargetModel } from './target-model.js';

export interface ExactnessOptions {
  /** Uniform numbers in [0, 1), seeded by the caller. */
  readonly random: () => number;
  /** Random schedules to compare with one-by-one decoding. */
  readonly rounds: number;
  /** Length of the texts, in tokens; longer than a block, so that closing blocks is covered. */
  readonly textLength: number;
  /**
   * Positions of one of the texts that lie before the compared ones, in whole blocks: kernels cut long sums into parts, and
   * where they do may depend on the shape of the step. The shorter the context, the fewer.
   */
  readonly depth?: number;
  readonly onProgress?: (doneRounds: number, rounds: number) => void;
}

export interface ExactnessReport {
  readonly exactnessClass: string;
  readonly isExact: boolean;
  readonly comparedRows: number;
  /** Largest absolute difference of any logit; exactly 0 when lossless. */
  readonly largestDifference: number;
  /** The first schedule that differed, in words. */
  readonly firstDifference?: string;
}

/**
 * Checks the contract of `TargetModel` on this machine: logits of every row, bit for bit, against one-by-one
 * decoding in the staging lane, over random step sizes, garbage drafts, batch compositions, capacities and prompt
 * chunks. A target that fails must not be used for speculation, nor for batching.
 */
export async function verifyExactness(
  target: TargetModel,
  options: ExactnessOptions,
): Promise<ExactnessReport> {
  const check = new ExactnessCheck(target, options);
  return check.run();
}

interface Text {
  readonly tokens: Int32Array;
  /** Keys and values of the positions before the compared ones, a block each. */
  readonly prefix: readonly KvRows[];
  readonly depth: number;
  /** A row of logits for each token from `depth` on. */
  readonly expected: readonly Float32Array[];
}

class ExactnessCheck {
  private comparedRows = 0;
  private largestDifference = 0;
  private firstDifference: string | undefined;

  constructor(
    private readonly target: TargetModel,
    private readonly options: ExactnessOptions,
  ) {}

  async run(): Promise<ExactnessReport> {
    const texts: Text[] = [await this.decodeOneByOne(this.depth)];
    while (texts.length < Math.min(3, this.target.lanesMax)) texts.push(await this.decodeOneByOne(0));
    for (let round = 0; round < this.options.rounds; round++) {
      this.target.reserve(this.target.blockSize * this.between(1, 8));
      await this.compareStaged(texts[round % texts.length]!);
      await this.compareBatch(texts);
      this.options.onProgress?.(round + 1, this.options.rounds);
    }
    this.target.reserve(0);
    for (let lane = 0; lane <= this.target.stagingLane; lane++) this.target.truncateTo(lane, 0);
    return {
      exactnessClass: this.target.exactnessClass,
      isExact: this.firstDifference === undefined,
      comparedRows: this.comparedRows,
      largestDifference: this.largestDifference,
      ...(this.firstDifference === undefined ? {} : { firstDifference: this.firstDifference }),
    };
  }

  private get depth(): number {
    const { blockSize, contextLength } = this.target;
    const { depth = 0, textLength } = this.options;
    return blockSize * Math.max(0, Math.floor(Math.min(depth, contextLength - textLength) / blockSize));
  }

  private async decodeOneByOne(depth: number): Promise<Text> {
    const { target } = this;
    const tokens = Int32Array.from({ length: depth + this.options.textLength }, () => this.randomToken());
    const expected: Float32Array[] = [];
    const lane = target.stagingLane;
    target.truncateTo(lane, 0);
    await this.fill(tokens.subarray(0, depth));
    const prefix = Array.from({ length: depth / target.blockSize }, (_, block) =>
      target.readRows(lane, block * target.blockSize, target.blockSize),
    );
    for (let position = depth; position < tokens.length; position++) {
      const scores = await target.score([rowsOf(lane, tokens.subarray(position, position + 1))], 'logits');
      expected.push(scores.logits(0).slice());
      target.commit(lane, 1);
    }
    return { tokens, prefix, depth, expected };
  }

  /** Goes on with the staging lane up to the end of these tokens, a block at a time. */
  private async fill(tokens: Int32Array): Promise<void> {
    const { target } = this;
    const lane = target.stagingLane;
    while (target.laneLength(lane) < tokens.length) {
      const first = target.laneLength(lane);
      const count = Math.min(target.blockSize - (first % target.blockSize), tokens.length - first);
      await target.score([rowsOf(lane, tokens.subarray(first, first + count), 'none')], 'greedy');
      target.commit(lane, count);
    }
  }

  /** The staging lane, with what lies before the compared positions. */
  private begin({ prefix }: Text): void {
    const { target } = this;
    target.truncateTo(target.stagingLane, 0);
    for (const rows of prefix) target.appendRows(target.stagingLane, rows, rows.count);
  }

  /** A prompt in random chunks, in the staging lane, with garbage after the true tokens. */
  private async compareStaged(text: Text): Promise<void> {
    const lane = this.target.stagingLane;
    this.begin(text);
    while (this.target.laneLength(lane) < text.tokens.length) {
      const step = this.randomStep(lane, text, this.target.blockSize);
      const scores = await this.target.score([step.rows], 'logits');
      for (let row = 0; row < step.trueCount; row++)
        this.compare(scores.logits(row), text, step.first + row, 'alone');
      this.target.commit(lane, step.trueCount);
    }
  }

  /** Several texts of different lengths together, each going forward by steps of its own size. */
  private async compareBatch(texts: readonly Text[]): Promise<void> {
    const lanes = this.between(1, texts.length);
    const chosen = Array.from({ length: lanes }, () => texts[this.below(texts.length)]!);
    for (let lane = 0; lane < lanes; lane++) await this.fillLane(lane, chosen[lane]!);
    for (let stepCount = 0; stepCount < 6; stepCount++) {
      const steps = chosen.map((text, lane) => this.randomStep(lane, text, 16));
      if (steps.some((step) => step.trueCount < 1)) return;
      const scores = await this.target.score(
        steps.map((step) => step.rows),
        'logits',
      );
      let row = 0;
      steps.forEach((step, lane) => {
        for (let index = 0; index < step.trueCount; index++) {
          this.compare(
            scores.logits(row + index),
            chosen[lane]!,
            step.first + index,
            `in a batch of ${lanes}`,
          );
        }
        row += step.rows.count;
        this.target.commit(lane, step.trueCount);
      });
    }
  }

  /** Fills a lane with a random prefix of a text through the staging lane, as the decode loop does. */
  private async fillLane(lane: number, text: Text): Promise<void> {
    const { target } = this;
    const length = this.between(Math.max(1, text.depth), text.tokens.length - 1);
    this.begin(text);
    await this.fill(text.tokens.subarray(0, length));
    target.moveLane(target.stagingLane, lane);
  }

  private randomStep(
    lane: number,
    text: Text,
    rowsMax: number,
  ): { rows: LaneRows; first: number; trueCount: number } {
    const first = this.target.laneLength(lane);
    const room = Math.min(this.target.blockSize - (first % this.target.blockSize), rowsMax);
    const count = this.between(1, room);
    const trueCount = Math.min(this.between(1, count), text.tokens.length - first);
    const tokens = Int32Array.from({ length: count }, (_, index) =>
      index < trueCount ? text.tokens[first + index]! : this.randomToken(),
    );
    return { rows: rowsOf(lane, tokens), first, trueCount };
  }

  private compare(actual: Float32Array, text: Text, position: number, how: string): void {
    const expected = text.expected[position - text.depth]!;
    this.comparedRows++;
    for (let token = 0; token < expected.length; token++) {
      if (actual[token] === expected[token]) continue;
      const difference = Math.abs(actual[token]! - expected[token]!);
      // NaN never compares equal, so a broken row counts as an infinite difference.
      this.largestDifference = Math.max(
        this.largestDifference,
        Number.isNaN(difference) ? Infinity : difference,
      );
      this.firstDifference ??= `position ${position}, scored ${how}, differs from one-by-one decoding`;
    }
  }

  private randomToken(): number {
    return this.below(this.target.vocabularySize);
  }

  private between(from: number, to: number): number {
    return from + this.below(to - from + 1);
  }

  private below(bound: number): number {
    return Math.floor(this.options.random() * bound);
  }
}

function rowsOf(lane: number, tokens: Int32Array, logitRows: LogitRows = 'all'): LaneRows {
  return { lane, tokens, count: tokens.length, logitRows };
}
