import { renderSpeedupChart, type SpeedupBar } from '../../chart/speedup-chart.js';
import type { LiveEstimateFigures } from '../parts/live-estimate.js';
import type { PartReport } from '../reports.js';
import { captionOf } from '../../chart/caption.js';

/** What an endpoint shows of itself beside what an A/B test finds, run by run. */
export function liveEstimateChart(report: PartReport<LiveEstimateFigures>): string {
  const { runs } = report.figures;
  return renderSpeedupChart({
    title: 'The live speed-up (from held-back steps) and the A/B figure',
    subtitle: captionOf(report, 'lines: 95 % of the live estimate'),
    groups: runs.map(({ stream }) => stream),
    arms: [
      {
        name: 'live',
        bars: runs.map(({ live }): SpeedupBar | undefined =>
          live === null ? undefined : { speedup: live.speedup, interval: [live.low, live.high] },
        ),
      },
      {
        name: 'A/B',
        bars: runs.map(({ offline }): SpeedupBar | undefined =>
          offline === null ? undefined : { speedup: offline, interval: null },
        ),
      },
    ],
  });
}
