import {
  type SequenceSpeculation,
  type Speculation,
  type StepObservation,
  verifyDraft,
} from '@slipstream/speculation';

import type { EngineLoad } from './engine-load.js';
import { PrefixCache } from './prefix-cache.js';
import type { SequenceHandle, SequenceRequest, SequenceSink } from './request.js';
import { Scheduler } from './scheduler.js';
import { Sequence } from './sequence.js';
import { StepRows } from './step-rows.js';
import { StepTurns } from './step-turns.js';
import type { Scores, TargetModel } from './target-model.js';

export interface DecodeEngineOptions {
  readonly target: TargetModel;
  readonly speculation: Speculation;
  /** A monotonic clock in milliseconds. */
  readonly now: () => number;
  /** Bound of the keys and values kept for reuse by later prompts. */
  readonly prefixCacheBytesMax?: number;
  /** Engines that share a speculation take turns. */
  readonly turns?: StepTurns;
  /** Called after every step that decoded, for metrics. */
  readonly onStep?: (step: StepObservation) => void;
}

const defaultPrefixCacheBytesMax = 1024 ** 3;
/** Rows of a prompt chunk while others decode: it bounds how long their streams stall (about 35 ms on 2 cores). */
const chunkRowsWhileDecoding = 32;

/**
 * Decodes sequences by continuous batching: draft → score → verify → commit, with prompts filled in chunks
 * between the steps. One engine drives one target, from one thread.
 */
export class DecodeEngine {
  private readonly target: TargetModel;
  private readonly speculation: Speculation;
  private readonly scheduler: Scheduler;
  private readonly prefixCache: PrefixCache;
  private readonly rows: StepRows;
  private readonly turns: StepTurns;
  private wake: () => void = () => undefined;
  private isClosed = false;
  private readonly finished: Promise<void>;

  constructor(private readonly options: DecodeEngineOptions) {
    this.target = options.target;
    this.speculation = options.speculation;
    this.turns = options.turns ?? new StepTurns();
    this.scheduler = new Scheduler(this.target.lanesMax, this.target.stagingLane);
    this.rows = new StepRows(this.target.lanesMax + 1, this.target.blockSize);
    const bytesMax = options.prefixCacheBytesMax ?? defaultPrefixCacheBytesMax;
    this.prefixCache = new PrefixCache(this.target.blockSize, bytesMax);
    this.finished = this.run();
  }

  get load(): EngineLoad {
    const { decoding, filling, waitingCount, oldestWaiting } = this.scheduler;
    return {
      active: decoding.length + (filling === undefined ? 0 : 1),
      waiting: waitingCount,
      oldestWaitMs: oldestWaiting === undefined ? 0 : this.options.now() - oldestWaiting.submittedMs,
    };
  }

  /** Queues a sequence. Throws a RangeError if the prompt is empty or leaves no room in the context. */
  submit(request: SequenceRequest, sink: SequenceSink): SequenceHandle {
    if (this.isClosed) throw new Error('the engine is closed');
    if (request.promptTokens.length === 0) throw new RangeError('the prompt has no tokens');
    if (request.promptTokens.length >= this.target.contextLength) {
      throw new RangeError(
        `the prompt has ${request.promptTokens.length} tokens, the context ${this.target.contextLength}`,
      );
    }
    const sequence = new Sequence(request, sink, this.options.now());
    this.scheduler.enqueue(sequence);
    this.wake();
    return sequence;
  }

  /** Aborts what is running and ends the loop. The target stays open: it belongs to the caller. */
  async close(): Promise<void> {
    this.isClosed = true;
    for (const sequence of this.scheduler.all()) sequence.abort();
    this.wake();
    await this.finished;
  }

  private async run(): Promise<void> {
    for (;;) {
      this.dropAborted();
      if (this.scheduler.isIdle) {
        if (this.isClosed) return;
        await new Promise<void>((resolve) => (this.wake = resolve));
        continue;
      }
      await this.turns.take(async () => {
        await this.fillPromptChunk();
        await this.decodeStep();
      });
    }
  }

  /** One step of the whole batch: draft → score → verify → commit. */
  private async decodeStep(): Promise<void> {
    const batch = this.scheduler.decoding.filter((sequence) => !sequence.isAborted);
    if (batch.length === 0 || batch.length < this.scheduler.decoding.length) return;
    const plannedMs = this.options.now();
    await this.plan(batch);
    const startedMs = this.options.now();
    this.rows.clear();
    for (const sequence of batch) this.rows.addDecode(sequence, this.target.laneLength(sequence.lane!));
    const scores = await this.score(batch);
    if (scores === undefined) return;

    let firstRow = 0;
    let tokens = 0;
    for (const sequence of batch) {
      tokens -= sequence.length;
      if (!sequence.isAborted) this.verify(sequence, scores, firstRow);
      tokens += sequence.length;
      firstRow += 1 + sequence.speculation.draft.length;
    }
    const draftMs = startedMs - plannedMs;
    const scoreMs = this.options.now() - startedMs;
    const step: StepObservation = { rows: firstRow, lanes: batch.length, tokens, draftMs, scoreMs };
    this.speculation.observeStep(step);
    this.options.onStep?.(step);
    for (const sequence of batch) {
      sequence.trace.recordTimes(draftMs, scoreMs);
      this.settle(sequence);
    }
  }

  private plan(batch: readonly Sequence[]): void | Promise<void> {
    const plans: SequenceSpeculation[] = [];
    for (const sequence of batch) {
      const { speculation } = sequence;
      speculation.lookaheadMax = this.lookaheadMax(sequence);
      speculation.draft.length = 0;
      speculation.draft.arm = 'none';
      plans.push(speculation);
    }
    return this.speculation.plan(plans);
  }

  /** Drafts end with the block, the context and the request. */
  private lookaheadMax(sequence: Sequence): number {
    if (sequence.request.speculation === 'none') return 0;
    const position = this.target.laneLength(sequence.lane!);
    const generated = sequence.length - sequence.promptLength;
    return Math.max(
      0,
      Math.min(
        this.target.blockSize - 1 - (position % this.target.blockSize),
        this.target.contextLength - sequence.length - 1,
        sequence.request.maxTokens - generated - 1,
      ),
    );
  }

  private verify(sequence: Sequence, scores: Scores, firstRow: number): void {
    const { speculation } = sequence;
    const { draft } = speculation;
    const lane = sequence.lane!;
    const keptLength = this.target.laneLength(lane);
    let row = firstRow;
    const acceptedCount = verifyDraft(
      draft,
      () => sequence.sample(scores, row),
      (token) => sequence.append(token, scores, row++, this.target.contextLength),
    );
    const keptCount = Math.min(1 + acceptedCount, sequence.length - keptLength);
    this.target.commit(lane, keptCount);
    this.showHidden(sequence, scores, { position: keptLength, firstRow, count: keptCount });
    speculation.settle(acceptedCount);
    speculation.observe();
    sequence.steps++;
    sequence.draftedTokens += draft.length;
    sequence.acceptedTokens += acceptedCount;
    sequence.trace.record(draft.arm, draft.length, acceptedCount);
  }

  /** After a step: tokens go out, finished sequences leave. */
  private settle(sequence: Sequence): void {
    if (sequence.isAborted) return;
    sequence.flush();
    if (sequence.finishReason === undefined) return;
    this.storePrefix(sequence);
    this.remove(sequence);
    sequence.finish(sequence.finishReason);
  }

  private async fillPromptChunk(): Promise<void> {
    const started = this.scheduler.nextToFill();
    if (started !== undefined) this.reusePrefix(started);
    const sequence = this.scheduler.filling;
    if (sequence === undefined) return;
    const lane = this.target.stagingLane;
    const isAlone = this.scheduler.decoding.length === 0;
    this.rows.clear();
    const { count, isLast } = this.rows.addPromptChunk(
      sequence,
      this.target.laneLength(lane),
      isAlone ? this.target.blockSize : chunkRowsWhileDecoding,
    );
    // Speculators draft after the newest position, so of a prompt they need the last one.
    const scores = await this.score([sequence], isLast);
    if (scores === undefined) return;
    this.target.commit(lane, count);
    if (!isLast) return;
    if (!sequence.isAborted) this.startDecoding(sequence, scores);
    const position = sequence.promptLength - 1;
    this.showHidden(sequence, scores, { position, firstRow: count - 1, count: 1 });
    this.settle(sequence);
  }

  /** Hidden states go to the speculation once the token after each is known. */
  private showHidden(
    sequence: Sequence,
    scores: Scores,
    { position, firstRow, count }: { position: number; firstRow: number; count: number },
  ): void {
    if (!this.speculation.needsHidden || !sequence.needsHidden || sequence.isAborted) return;
    sequence.speculation.observeHidden(position, scores.hidden(firstRow, count), count);
  }

  /** The last prompt row gives the first token; the sequence then joins the batch. */
  private startDecoding(sequence: Sequence, scores: Scores): void {
    this.storePrefix(sequence);
    sequence.append(sequence.sample(scores, 0), scores, 0, this.target.contextLength);
    if (sequence.finishReason === undefined) {
      sequence.speculation.observe();
      const lane = this.scheduler.join(sequence);
      this.target.moveLane(this.target.stagingLane, lane);
    }
  }

  private reusePrefix(sequence: Sequence): void {
    const lane = this.target.stagingLane;
    sequence.openSpeculation(this.speculation);
    this.target.truncateTo(lane, 0);
    const match = this.prefixCache.match(sequence.tokens, sequence.promptLength - 1);
    for (const { rows, count } of match.blocks) this.target.appendRows(lane, rows, count);
    sequence.cachedTokens = match.length;
  }

  private storePrefix(sequence: Sequence): void {
    const lane = sequence.lane!;
    this.prefixCache.store(sequence.tokens, this.target.laneLength(lane), (firstPosition, count) =>
      this.target.readRows(lane, firstPosition, count),
    );
  }

  /** A target that fails takes the sequences of its step with it, and nothing else. */
  private async score(batch: readonly Sequence[], hasHiddenUse = true): Promise<Scores | undefined> {
    const scores = batch.some((sequence) => sequence.needsLogits) ? 'logits' : 'greedy';
    const isHiddenWanted =
      hasHiddenUse && this.speculation.needsHidden && batch.some((sequence) => sequence.needsHidden);
    const fetch = isHiddenWanted ? (`${scores}+hidden` as const) : scores;
    try {
      return await this.target.score(this.rows.lanes, fetch);
    } catch (cause) {
      const error = cause instanceof Error ? cause : new Error(String(cause));
      for (const sequence of [...batch]) {
        this.remove(sequence);
        sequence.finish('failed', error);
      }
      return undefined;
    }
  }

  private dropAborted(): void {
    for (const sequence of this.scheduler.all()) {
      if (!sequence.isAborted) continue;
      this.remove(sequence);
      sequence.finish('aborted');
    }
  }

  private remove(sequence: Sequence): void {
    const move = this.scheduler.remove(sequence);
    if (move !== undefined) this.target.moveLane(move.from, move.to);
    // What a lane still holds counts for the capacity that every step reads.
    const freeLane = this.scheduler.decoding.length;
    if (freeLane < this.target.lanesMax) this.target.truncateTo(freeLane, 0);
  }
}
