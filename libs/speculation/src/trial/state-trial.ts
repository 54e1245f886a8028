import type { EndpointState } from '../state/endpoint-state.js';
import { TokenTime } from './token-time.js';

/** What live traffic says of the challenger: its goodput over the incumbent's, with the interval it was judged by. */
export interface TrialVerdict {
  readonly isWorse: boolean;
  readonly ratio: number;
  readonly low: number;
  readonly high: number;
  /** Steps decoded with the challenger. */
  readonly steps: number;
}

/** Before so many steps of each, a difference is chance. */
const stepsMin = 24;
/** Without a verdict after so many steps of the challenger, it is no worse. */
const stepsMax = 1_000;
/** In standard deviations. It is looked at after every step, so one look must seldom be wrong. */
const zEarly = 3.5;
const zFinal = 1.96;

/**
 * Compares two states on live traffic. Each step of each sequence draws one of them at random, so hard and easy text fall
 * to both alike, and what a bad one costs is half of the steps until it is found out.
 */
export class StateTrial {
  private readonly times = { incumbent: new TokenTime(), challenger: new TokenTime() };

  /** `random` gives uniform numbers in [0, 1). */
  constructor(
    readonly incumbent: EndpointState,
    readonly challenger: EndpointState,
    private readonly random: () => number,
  ) {}

  draw(): EndpointState {
    return this.random() < 0.5 ? this.incumbent : this.challenger;
  }

  /** A step of a sequence that drafted from `state` gave so many tokens in so much time. */
  observe(state: EndpointState, tokens: number, ms: number): void {
    this.times[state === this.challenger ? 'challenger' : 'incumbent'].add(tokens, ms);
  }

  /** Undefined until there is one. */
  get verdict(): TrialVerdict | undefined {
    const { incumbent, challenger } = this.times;
    if (Math.min(incumbent.steps, challenger.steps) < stepsMin) return undefined;
    const isOver = challenger.steps >= stepsMax;
    const ratio = incumbent.msPerToken / challenger.msPerToken;
    // Delta method for a ratio of independent means.
    const deviation =
      ratio *
      Math.sqrt(
        incumbent.variance / incumbent.msPerToken ** 2 + challenger.variance / challenger.msPerToken ** 2,
      );
    const margin = (isOver ? zFinal : zEarly) * deviation;
    const [low, high] = [Math.max(0, ratio - margin), ratio + margin];
    const isWorse = high < 1;
    return isWorse || isOver ? { isWorse, ratio, low, high, steps: challenger.steps } : undefined;
  }
}
