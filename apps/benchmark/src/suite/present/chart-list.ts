import type { PartName } from '../part.js';
import type { PartReport, Reports } from '../reports.js';
import { driftChart } from './drift-chart.js';
import { ladderChart } from './ladder-chart.js';
import { levelsChart } from './levels-chart.js';
import { liveEstimateChart } from './live-estimate-chart.js';
import { narrowChart } from './narrow-chart.js';
import { streamsChart } from './streams-chart.js';
import { suffixDecodingChart } from './suffix-decoding-chart.js';
import { renderRlChart } from '../../rl/rl-report.js';

/** How a part is drawn, as SVG. */
const charts: { readonly [Name in PartName]: (report: NonNullable<Reports[Name]>) => string } = {
  ladder: ladderChart,
  'spec-bench': (report) =>
    streamsChart(report, 'Spec-Bench by task, greedy: decoding speed over plain decoding'),
  narrow: narrowChart,
  sampled: (report) => streamsChart(report, 'Temperature 0.7: decoding speed over plain decoding'),
  unpredictable: (report) => levelsChart(report, 'Nothing to predict (temperature 1.5): tokens per second'),
  drift: driftChart,
  rl: ({ figures, date }) => renderRlChart(figures, date),
  concurrency: (report) => levelsChart(report, 'Requests at once: tokens per second'),
  peers: (report) => streamsChart(report, `Decoding speed over llama.cpp (${report.figures.peer}), greedy`),
  'fixed-lookahead': (report) =>
    streamsChart(report, 'The controller and fixed lookaheads: decoding speed over plain decoding'),
  'suffix-decoding': suffixDecodingChart,
  'live-estimate': liveEstimateChart,
};

export function chartOf(report: PartReport): string {
  return (charts[report.part] as (report: PartReport) => string)(report);
}
