import type { ArmSummaries } from '../bench/measure-streams.js';
import { renderSpeedupChart } from './speedup-chart.js';

export interface ChartTexts {
  readonly title: string;
  readonly subtitle: string;
}

/** The figures of a run as SVG: a group of bars for each stream, without looping answers where they are known so. */
export function chartOfSummaries(arms: ArmSummaries, texts: ChartTexts): string {
  const groups = [...new Set(Object.values(arms).flatMap((byStream) => Object.keys(byStream)))];
  return renderSpeedupChart({
    ...texts,
    groups,
    arms: Object.entries(arms).map(([name, byStream]) => ({
      name,
      bars: groups.map((group) => {
        const summary = byStream[group];
        const figures = summary?.withoutLoops?.speedup == null ? summary : summary.withoutLoops;
        if (figures?.speedup == null) return undefined;
        return { speedup: figures.speedup, interval: figures.speedupCi95 };
      }),
    })),
  });
}
