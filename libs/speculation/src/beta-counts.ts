import { type DecayedCounts, DecayedMerge, noCounts } from './state/merge-decayed.js';
import type { StateArrays } from './state/state-arrays.js';

const success = 1;
/** Counts are decayed in 32-bit floats: what they may exceed their limits by. */
const roundingSlack = 1e-3;

/** Decayed counts of successes and trials, for `count` kinds of event. */
export class BetaCounts {
  readonly successes: Float32Array;
  readonly trials: Float32Array;

  /** With each further trial of its kind, an earlier one counts `memory` times what it did. */
  constructor(
    count: number,
    private readonly memory: number,
  ) {
    this.successes = new Float32Array(count);
    this.trials = new Float32Array(count);
  }

  get arrays(): StateArrays {
    return { successes: this.successes, trials: this.trials };
  }

  /** The share of successes, with a prior that weighs as much as `weight` trials. */
  mean(index: number, prior: number, weight: number): number {
    return (this.successes[index] + weight * prior) / (this.trials[index] + weight);
  }

  add(index: number, success: 0 | 1): void {
    this.successes[index] = this.successes[index] * this.memory + success;
    this.trials[index] = this.trials[index] * this.memory + 1;
  }

  /** Lets all evidence count `share` times what it did. */
  discount(share: number): void {
    for (let index = 0; index < this.trials.length; index++) {
      this.successes[index] *= share;
      this.trials[index] *= share;
    }
  }

  /** Adds what others counted, as if their trials had come between these; `base` is what both went on from, if anything. */
  merge(other: BetaCounts, base?: BetaCounts): void {
    for (let index = 0; index < this.trials.length; index++) {
      if (this.trials[index] + other.trials[index] === 0) continue;
      const before = base === undefined ? noCounts : base.at(index);
      const merge = new DecayedMerge(before, this.at(index), other.at(index), this.memory);
      const [total, successes] = [merge.total, merge.of(success)];
      this.trials[index] = total;
      this.successes[index] = Math.min(total, successes);
    }
  }

  private at(index: number): DecayedCounts {
    const [total, successes] = [this.trials[index], this.successes[index]];
    return { total, of: (kind) => (kind === success ? successes : total - successes) };
  }

  /** Throws unless 0 ≤ successes ≤ trials ≤ what the decay allows. */
  checkIntegrity(name: string): void {
    const trialsMax = 1 / (1 - this.memory) + roundingSlack;
    this.trials.forEach((trials, index) => {
      const successes = this.successes[index];
      if (!(successes >= 0 && successes <= trials + roundingSlack && trials <= trialsMax))
        throw new Error(`${name}: entry ${index} counts ${successes} successes of ${trials} trials`);
    });
  }
}
