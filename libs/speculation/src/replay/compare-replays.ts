import type { ReplayedSequence } from './replay-sequence.js';

export interface ReplayFigures {
  /** Tokens a step, the target's own included. */
  readonly acceptanceLength: number;
  /** Tokens in the time of one plain step. */
  readonly goodput: number;
}

/** How two replays of the same sequences compare: the goodput of the one over that of the other, with a 95 % interval. */
export interface ReplayComparison {
  readonly ratio: number;
  readonly low: number;
  readonly high: number;
  readonly sequences: number;
  readonly tokens: number;
  readonly candidate: ReplayFigures;
  /** Undefined where plain decoding stands in for it. */
  readonly active: ReplayFigures | undefined;
  readonly isLossless: boolean;
}

/** Quantile of the normal distribution for 95 %. */
const z95 = 1.96;

/** Sequence by sequence, so that long ones and hard ones weigh on both sides alike. */
export function compareReplays(
  candidate: readonly ReplayedSequence[],
  active: readonly ReplayedSequence[] | undefined,
): ReplayComparison {
  const own = candidate.map(({ ms }) => ms);
  const others = active?.map(({ ms }) => ms) ?? candidate.map(({ plainMs }) => plainMs);
  const [ownMs, otherMs] = [sum(own), sum(others)];
  const ratio = otherMs / ownMs;
  const count = own.length;
  // Ratio estimator: its variance is that of the residuals.
  const residuals = sum(own.map((ms, index) => (others[index] - ratio * ms) ** 2));
  const deviation = count < 2 ? Infinity : Math.sqrt((residuals * count) / (count - 1)) / ownMs;
  const all = [...candidate, ...(active ?? [])];
  return {
    ratio,
    low: Math.max(0, ratio - z95 * deviation),
    high: ratio + z95 * deviation,
    sequences: count,
    tokens: sum(candidate.map(({ tokens }) => tokens)),
    candidate: figuresOf(candidate),
    active: active === undefined ? undefined : figuresOf(active),
    isLossless: all.every(({ isLossless }) => isLossless),
  };
}

function figuresOf(replays: readonly ReplayedSequence[]): ReplayFigures {
  const total = (of: (replay: ReplayedSequence) => number): number => sum(replays.map(of));
  return {
    acceptanceLength: total(({ tokens }) => tokens) / total(({ steps }) => steps),
    goodput: total(({ plainMs }) => plainMs) / total(({ ms }) => ms),
  };
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}
