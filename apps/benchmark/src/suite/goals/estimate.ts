import type { StreamFigures } from '../../bench/summarize.js';
import type { StreamReplay } from '../../replay/replay-stream.js';

/** A figure with its 95 % confidence interval, if that is known. */
export interface Estimate {
  readonly value: number;
  readonly interval: readonly [number, number] | null;
}

export interface NamedEstimate extends Estimate {
  readonly name: string;
}

type SummaryFigures = StreamFigures & { readonly withoutLoops?: StreamFigures | null };

/** The figures without answers that repeat themselves, where they are known. */
export function straightFigures(summary: SummaryFigures): StreamFigures {
  return summary.withoutLoops?.speedup == null ? summary : summary.withoutLoops;
}

export function speedupOf(summary: SummaryFigures | undefined): Estimate | undefined {
  if (summary === undefined) return undefined;
  const { speedup, speedupCi95 } = straightFigures(summary);
  return speedup === null ? undefined : { value: speedup, interval: speedupCi95 };
}

export function lastQuarterOf(summary: SummaryFigures | undefined): Estimate | undefined {
  if (summary === undefined) return undefined;
  const { lastQuarterSpeedup, lastQuarterCi95 } = straightFigures(summary);
  return lastQuarterSpeedup === null ? undefined : { value: lastQuarterSpeedup, interval: lastQuarterCi95 };
}

/** Of a replay, without answers that repeat themselves, unless all do. */
export function modelledSpeedupOf(replay: StreamReplay | undefined): number | undefined {
  return (replay?.withoutLoops ?? replay)?.modelledSpeedup;
}

/** The mean of independent estimates. Its interval takes them to be normal. */
export function meanOf(estimates: readonly Estimate[]): Estimate | undefined {
  if (estimates.length === 0) return undefined;
  const value = estimates.reduce((sum, estimate) => sum + estimate.value, 0) / estimates.length;
  const halves = estimates.map(({ interval }) => (interval === null ? NaN : (interval[1] - interval[0]) / 2));
  const half = Math.hypot(...halves) / estimates.length;
  return { value, interval: Number.isNaN(half) ? null : [value - half, value + half] };
}

/** The lowest, with its name. */
export function lowestOf(estimates: readonly NamedEstimate[]): NamedEstimate | undefined {
  return [...estimates].sort((a, b) => a.value - b.value)[0];
}

export function highestOf(estimates: readonly NamedEstimate[]): NamedEstimate | undefined {
  return [...estimates].sort((a, b) => b.value - a.value)[0];
}

/** What is known of each name. */
export function named(
  names: readonly string[],
  estimateOf: (name: string) => Estimate | undefined,
): NamedEstimate[] {
  return names.flatMap((name) => {
    const estimate = estimateOf(name);
    return estimate === undefined ? [] : [{ name, ...estimate }];
  });
}
