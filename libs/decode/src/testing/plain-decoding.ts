import type { SeededRandom } from '@slipstream/testing';

import {
  greedy,
  type SamplingParams,
  type SequenceOutcome,
  type SequenceRequest,
  type SequenceSink,
} from '../request.js';
import { Sampler } from '../sampler.js';
import type { ToyTargetModel } from './toy-target-model.js';

/** Collects what a sequence emits. */
export class Recorder implements SequenceSink {
  readonly tokens: number[] = [];
  readonly finished: Promise<SequenceOutcome>;
  private resolve!: (outcome: SequenceOutcome) => void;

  constructor(private readonly stopAfter = Infinity) {
    this.finished = new Promise((resolve) => (this.resolve = resolve));
  }

  onToken(token: number): 'continue' | 'stop' {
    this.tokens.push(token);
    return this.tokens.length >= this.stopAfter ? 'stop' : 'continue';
  }

  onStep(): void {}

  onFinish(outcome: SequenceOutcome): void {
    this.resolve(outcome);
  }
}

export function requestOf(
  promptTokens: number[],
  sampling: SamplingParams,
  maxTokens: number,
): SequenceRequest {
  return {
    promptTokens: Int32Array.from(promptTokens),
    sampling,
    maxTokens,
    stopTokens: new Set([0]),
    topLogprobs: undefined,
    speculation: 'auto',
  };
}

/** Decoding in its plainest form, one token after another from the target's logits: the text that must come out. */
export function decodePlainly(target: ToyTargetModel, request: SequenceRequest): number[] {
  const sampler = new Sampler(request.sampling);
  const text = Array.from(request.promptTokens);
  while (
    text.length - request.promptTokens.length < request.maxTokens &&
    text.length < target.contextLength
  ) {
    const logits = target.logitsAfter(text);
    const scores = { greedyToken: () => logits.indexOf(Math.max(...logits)), logits: () => logits };
    const token = sampler.sample(scores, 0, text.length);
    if (request.stopTokens.has(token)) break;
    sampler.observe(token);
    text.push(token);
  }
  return text.slice(request.promptTokens.length);
}

/** Sampling parameters of all kinds, over the toy target's vocabulary. */
export function randomSampling(random: SeededRandom): SamplingParams {
  if (random.next() < 0.3) return greedy;
  return {
    temperature: random.pick([0, 0.5, 0.8, 1.3]),
    topP: random.pick([1, 0.9, 0.5]),
    topK: random.pick([0, 3, 8]),
    minP: random.pick([0, 0.05]),
    presencePenalty: random.pick([0, 0.7]),
    frequencyPenalty: random.pick([0, -0.4]),
    logitBias: random.next() < 0.2 ? new Map([[random.below(23), 3]]) : new Map(),
    seed: random.below(2 ** 31),
  };
}
