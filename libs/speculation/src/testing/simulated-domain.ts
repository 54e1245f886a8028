import { SeededRandom } from '@slipstream/testing';

import type { SimulatedRequest } from './simulation.js';

export interface DomainShape {
  readonly seed: number;
  /** How many phrases there are, and tokens in each. The fewer, the sooner they are learned. */
  readonly phraseCount?: number;
  readonly phraseLength?: number;
  /** Tokens of this domain's own: `vocabularySize` from `firstToken` on. */
  readonly firstToken?: number;
  readonly vocabularySize?: number;
  /** The share of tokens that no phrase says. */
  readonly noise?: number;
  readonly promptLength?: number;
  readonly answerLength?: number;
}

const defaults = {
  phraseCount: 30,
  phraseLength: 20,
  firstToken: 0,
  vocabularySize: 800,
  noise: 0.05,
  promptLength: 40,
  answerLength: 120,
};

/** Traffic of one kind: answers that string together phrases of a fixed stock, with some noise. */
export class SimulatedDomain {
  private readonly shape: Required<DomainShape>;
  private readonly random: SeededRandom;
  private readonly phrases: readonly (readonly number[])[];

  constructor(shape: DomainShape) {
    this.shape = { ...defaults, ...shape };
    this.random = new SeededRandom(shape.seed);
    this.phrases = Array.from({ length: this.shape.phraseCount }, () =>
      Array.from({ length: this.shape.phraseLength }, () => this.token()),
    );
  }

  requests(count: number): SimulatedRequest[] {
    return Array.from({ length: count }, () => this.request());
  }

  /** Lengths vary by half around those of the shape. */
  private request(): SimulatedRequest {
    const promptLength = this.around(this.shape.promptLength);
    const length = promptLength + this.around(this.shape.answerLength);
    const tokens: number[] = [];
    while (tokens.length < length) {
      for (const token of this.random.pick(this.phrases))
        tokens.push(this.random.next() < this.shape.noise ? this.token() : token);
    }
    return { tokens: Int32Array.from(tokens.slice(0, length)), promptLength };
  }

  private around(length: number): number {
    return Math.round(length * (0.5 + this.random.next()));
  }

  private token(): number {
    return this.shape.firstToken + this.random.below(this.shape.vocabularySize);
  }
}
