import type { SequenceSpeculation, Speculation, TokenHistory, TokenId } from '@slipstream/speculation';

import { tokenLogprobs } from './logprobs.js';
import type {
  FinishReason,
  SequenceHandle,
  SequenceOutcome,
  SequenceRequest,
  SequenceSink,
} from './request.js';
import { Sampler } from './sampler.js';
import { SpeculationTrace } from './speculation-trace.js';
import type { TokenScores } from './target-model.js';

/** The engine's state of one request: its verified tokens, how they are drawn, and how it ended. */
export class Sequence implements SequenceHandle, TokenHistory {
  tokens: Int32Array;
  length: number;
  /** Where its keys and values are; undefined while it waits. */
  lane: number | undefined;
  cachedTokens = 0;
  steps = 0;
  draftedTokens = 0;
  acceptedTokens = 0;
  readonly trace = new SpeculationTrace();
  isAborted = false;
  finishReason: FinishReason | undefined;

  private readonly sampler: Sampler;
  private speculating: SequenceSpeculation | undefined;

  constructor(
    readonly request: SequenceRequest,
    private readonly sink: SequenceSink,
    /** By the engine's clock. */
    readonly submittedMs: number,
  ) {
    this.tokens = new Int32Array(request.promptTokens.length + Math.min(request.maxTokens, 256));
    this.tokens.set(request.promptTokens);
    this.length = request.promptTokens.length;
    this.sampler = new Sampler(request.sampling);
    const resumedFrom = request.promptTokens.length - (request.resumedCount ?? 0);
    for (const token of request.promptTokens.subarray(resumedFrom)) this.sampler.observe(token);
  }

  get promptLength(): number {
    return this.request.promptTokens.length;
  }

  get needsLogits(): boolean {
    return this.sampler.needsLogits || this.request.topLogprobs !== undefined;
  }

  get speculation(): SequenceSpeculation {
    if (this.speculating === undefined)
      throw new Error('the sequence has no speculation before its prompt is being filled');
    return this.speculating;
  }

  get needsHidden(): boolean {
    return this.request.speculation === 'auto' || this.request.speculation === 'static';
  }

  /** Its prompt begins to be filled. */
  openSpeculation(speculation: Speculation): void {
    this.speculating = speculation.open(this, this.request.speculation, this.request.learning);
  }

  abort(): void {
    this.isAborted = true;
  }

  /** The target's token at the end of the sequence, from the scores of the row before it. */
  sample(scores: TokenScores, row: number): TokenId {
    return this.sampler.sample(scores, row, this.length);
  }

  /** Appends a token of the target's own choice. Returns false when the sequence ends with it. */
  append(token: TokenId, scores: TokenScores, row: number, contextLength: number): boolean {
    if (this.request.stopTokens.has(token)) {
      this.finishReason = 'stop';
      return false;
    }
    this.grow();
    (this.tokens as Int32Array)[this.length++] = token;
    this.sampler.observe(token);
    const { topLogprobs } = this.request;
    const logprobs =
      topLogprobs === undefined ? undefined : tokenLogprobs(scores.logits(row), token, topLogprobs);
    if (this.sink.onToken(token, logprobs) === 'stop') this.finishReason = 'stop';
    else if (this.length - this.promptLength >= this.request.maxTokens || this.length >= contextLength) {
      this.finishReason = 'length';
    }
    return this.finishReason === undefined;
  }

  flush(): void {
    this.sink.onStep();
  }

  finish(reason: FinishReason, error?: Error): void {
    this.finishReason = reason;
    this.speculating?.close();
    this.sink.onFinish(this.outcome(reason, error));
  }

  private outcome(reason: FinishReason, error: Error | undefined): SequenceOutcome {
    return {
      reason,
      ...(error === undefined ? {} : { error }),
      promptTokens: this.promptLength,
      cachedTokens: this.cachedTokens,
      completionTokens: this.length - this.promptLength,
      steps: this.steps,
      draftedTokens: this.draftedTokens,
      acceptedTokens: this.acceptedTokens,
      speculation: this.trace.figures,
    };
  }

  private grow(): void {
    if (this.length < this.tokens.length) return;
    const longer = new Int32Array(this.tokens.length * 2);
    longer.set(this.tokens);
    this.tokens = longer;
  }
}
