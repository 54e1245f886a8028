import type { SequenceOutcome, SequenceSink, TokenLogprobs } from '@slipstream/decode';

/** One sample of a prompt, as a trainer needs it. */
export interface Rollout {
  readonly tokens: readonly number[];
  /** Log probability of each token under the policy, natural logarithm. */
  readonly logprobs: readonly number[];
  readonly outcome: SequenceOutcome;
}

/** Collects one rollout from the engine. */
export class RolloutRecorder implements SequenceSink {
  readonly rollout: Promise<Rollout>;
  private readonly tokens: number[] = [];
  private readonly logprobs: number[] = [];
  private resolve!: (rollout: Rollout) => void;
  private reject!: (error: Error) => void;

  constructor() {
    this.rollout = new Promise((resolve, reject) => {
      this.resolve = resolve;
      this.reject = reject;
    });
  }

  onToken(token: number, logprobs: TokenLogprobs | undefined): 'continue' {
    this.tokens.push(token);
    if (logprobs !== undefined) this.logprobs.push(logprobs.logprob);
    return 'continue';
  }

  onStep(): void {}

  onFinish(outcome: SequenceOutcome): void {
    if (outcome.error === undefined) {
      this.resolve({ tokens: this.tokens, logprobs: this.logprobs, outcome });
    } else this.reject(outcome.error);
  }
}

/** Whether two arms gave the same rollouts: tokens and log probabilities, to the last bit. */
export function areSameRollouts(a: readonly Rollout[], b: readonly Rollout[]): boolean {
  return (
    a.length === b.length &&
    a.every(
      ({ tokens, logprobs }, index) =>
        isSame(tokens, b[index]!.tokens) && isSame(logprobs, b[index]!.logprobs),
    )
  );
}

function isSame(a: readonly number[], b: readonly number[]): boolean {
  return a.length === b.length && a.every((value, index) => Object.is(value, b[index]));
}
