import type { SequenceOutcome, SequenceSink } from '@slipstream/decode';
import type { TokenId } from '@slipstream/speculation';

import type { Answer } from './answer.js';

/** Collects one answer from the engine, with the time at which each step's tokens arrived. */
export class AnswerRecorder implements SequenceSink {
  readonly answer: Promise<Answer>;
  private readonly tokens: TokenId[] = [];
  private readonly tokenGapsMs: number[] = [];
  private readonly startedMs: number;
  private firstTokenMs = 0;
  private lastStepMs: number | undefined;
  private pendingCount = 0;
  private resolve!: (answer: Answer) => void;
  private reject!: (error: Error) => void;

  constructor(
    private readonly promptTokens: Int32Array,
    private readonly now: () => number,
    private readonly textOf: (tokens: readonly TokenId[]) => string,
  ) {
    this.startedMs = now();
    this.answer = new Promise((resolve, reject) => {
      this.resolve = resolve;
      this.reject = reject;
    });
  }

  onToken(token: TokenId): 'continue' {
    this.tokens.push(token);
    this.pendingCount++;
    return 'continue';
  }

  onStep(): void {
    const nowMs = this.now();
    if (this.lastStepMs === undefined) this.firstTokenMs = nowMs - this.startedMs;
    else {
      const gapMs = (nowMs - this.lastStepMs) / this.pendingCount;
      for (let token = 0; token < this.pendingCount; token++) this.tokenGapsMs.push(gapMs);
    }
    this.lastStepMs = nowMs;
    this.pendingCount = 0;
  }

  onFinish(outcome: SequenceOutcome): void {
    if (outcome.error !== undefined) {
      this.reject(outcome.error);
      return;
    }
    this.resolve({
      promptTokens: this.promptTokens,
      tokens: this.tokens,
      text: this.textOf(this.tokens),
      reason: outcome.reason,
      totalMs: this.now() - this.startedMs,
      firstTokenMs: this.firstTokenMs,
      tokenGapsMs: this.tokenGapsMs,
      steps: outcome.steps,
      draftedTokens: outcome.draftedTokens,
      acceptedTokens: outcome.acceptedTokens,
    });
  }
}
