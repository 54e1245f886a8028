import { renderSpeedupChart } from '../../chart/speedup-chart.js';
import type { ArmStreamSummary } from '../../bench/summarize.js';
import type { StreamsFigures } from '../measure-arms.js';
import type { ConcurrencyFigures } from '../parts/measure-levels.js';
import type { PartReport } from '../reports.js';
import { captionOf } from '../../chart/caption.js';

/** Tokens a second with more and more requests in flight, over one request decoded plainly. */
export function levelsChart(report: PartReport<ConcurrencyFigures>, title: string): string {
  const { levels } = report.figures;
  const base = rateOf(levels[0], 'none') ?? 1;
  return renderSpeedupChart({
    title: `${title} over one plain request`,
    subtitle: captionOf(report, 'prompts included'),
    groups: levels.map(({ concurrency }) => `${concurrency} at once`),
    arms: ['none', 'auto'].map((name) => ({
      name,
      bars: levels.map((level) => {
        const rate = rateOf(level, name);
        return rate === undefined ? undefined : { speedup: rate / base, interval: null };
      }),
    })),
  });
}

/** Tokens a second of whole rounds. */
function rateOf(level: StreamsFigures | undefined, arm: string): number | undefined {
  const summaries: ArmStreamSummary[] = Object.values(level?.arms[arm] ?? {});
  return summaries[0]?.endToEnd.tokensPerSecond;
}
