import { TokenTime } from './trial/token-time.js';

/** One step as it was measured. */
export interface StepObservation {
  /** Rows scored over all lanes, and the lanes they belong to. */
  readonly rows: number;
  readonly lanes: number;
  /** Tokens that the step emitted over all lanes. */
  readonly tokens: number;
  readonly draftMs: number;
  readonly scoreMs: number;
}

/** What speculation was worth lately: how much faster tokens came than they would have without it. */
export interface LiveSpeedup {
  readonly speedup: number;
  /** 95 % confidence interval. */
  readonly low: number;
  readonly high: number;
  /** Steps decoded plainly that this rests on; forgotten ones don't count. */
  readonly heldBackSteps: number;
}

/**
 * One step in this many is decoded without a draft. Such a step yields one token a lane where others yield more: at a
 * speed-up of 2 that costs 1 % of the time, at 4 it costs 1.2 %.
 */
const heldBackShare = 1 / 64;
/** A step counts half after 14,000 further ones. */
const memoryFactor = 0.99995;
/** Fewer held-back steps than this say nothing. */
const heldBackStepsMin = 8;
/** Quantile of the normal distribution for 95 %. */
const z95 = 1.96;

/**
 * Knows the counterfactual: steps chosen at random are decoded without speculation, so that the time of a token with
 * and without it is known for the same traffic on the same machine at the same time.
 *
 * Batches of other sizes have other step times, so the two kinds of steps are compared size by size.
 */
export class HoldBack {
  private readonly byLanes = new Map<number, HeldBackTimes>();
  private isHeldBack = false;

  /** `random` gives uniform numbers in [0, 1). */
  constructor(private readonly random: () => number) {}

  /** Whether the step that is about to be planned is to be decoded plainly. */
  decide(): boolean {
    this.isHeldBack = this.random() < heldBackShare;
    return this.isHeldBack;
  }

  /** Takes the step that `decide` was asked about. */
  observe({ lanes, tokens, draftMs, scoreMs }: StepObservation): void {
    if (!(tokens > 0) || !(scoreMs > 0)) return;
    let entry = this.byLanes.get(lanes);
    if (entry === undefined)
      this.byLanes.set(lanes, (entry = { speculated: new TokenTime(), plain: new TokenTime() }));
    entry.speculated.forget(memoryFactor);
    entry.plain.forget(memoryFactor);
    if (this.isHeldBack) entry.plain.add(tokens, scoreMs);
    else entry.speculated.add(tokens, draftMs + scoreMs);
  }

  /** Undefined until enough steps were held back. */
  get estimate(): LiveSpeedup | undefined {
    return speedupOf([...this.byLanes.values()]);
  }
}

/** Steps of batches of one size, with and without speculation. */
export interface HeldBackTimes {
  readonly speculated: TokenTime;
  readonly plain: TokenTime;
}

/** Sizes of batches weigh by the tokens they emitted. Undefined where too few steps were held back. */
export function speedupOf(sizes: readonly HeldBackTimes[]): LiveSpeedup | undefined {
  let ms = 0;
  let plainMs = 0;
  let msVariance = 0;
  let plainVariance = 0;
  let heldBackSteps = 0;
  let freedom = 0;
  for (const { speculated, plain } of sizes) {
    if (plain.steps < heldBackStepsMin || speculated.tokens === 0) continue;
    const { tokens } = speculated;
    ms += speculated.msPerToken * tokens;
    msVariance += speculated.variance * tokens ** 2;
    plainMs += plain.msPerToken * tokens;
    plainVariance += plain.variance * tokens ** 2;
    heldBackSteps += plain.steps;
    freedom += plain.steps - 1;
  }
  if (ms === 0) return undefined;
  const speedup = plainMs / ms;
  // Delta method for a ratio of independent means.
  const deviation = speedup * Math.sqrt(plainVariance / plainMs ** 2 + msVariance / ms ** 2);
  const margin = t95(freedom) * deviation;
  return { speedup, low: Math.max(0, speedup - margin), high: speedup + margin, heldBackSteps };
}

/** Student's t for 95 % from the normal quantile (Abramowitz and Stegun 26.7.5): held-back steps are few at first. */
function t95(freedom: number): number {
  const first = (z95 ** 3 + z95) / 4;
  const second = (5 * z95 ** 5 + 16 * z95 ** 3 + 3 * z95) / 96;
  return z95 + first / freedom + second / freedom ** 2;
}
