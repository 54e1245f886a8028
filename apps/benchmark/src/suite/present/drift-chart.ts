import { speedupOf } from '../../bench/statistics.js';
import { renderSeriesChart } from '../../chart/series-chart.js';
import { driftDomains } from '../../traffic/drift.js';
import type { DriftFigures } from '../parts/drift.js';
import type { DriftRequest } from '../parts/drift-recovery.js';
import type { PartReport } from '../reports.js';
import { captionOf } from '../../chart/caption.js';

const meanLength = 5;

/** The speed-up request by request, and how it comes back after each switch. */
export function driftChart(report: PartReport<DriftFigures>): string {
  const { requests } = report.figures;
  return renderSeriesChart({
    title: 'A tenant whose work changes twice: decoding speed over plain decoding',
    subtitle: captionOf(report, 'answers that repeat themselves left out'),
    xLabel: 'requests',
    series: [
      { name: 'one request', kind: 'dots', values: requests.map((request) => meanOf([request])) },
      {
        name: `mean of ${meanLength} from there on, within the domain`,
        kind: 'line',
        values: requests.map(({ domain }, index) =>
          meanOf(requests.slice(index, index + meanLength).filter((request) => request.domain === domain)),
        ),
      },
    ],
    marks: driftDomains.map((domain) => ({
      at: requests.findIndex((request) => request.domain === domain),
      label: domain,
    })),
  });
}

function meanOf(requests: readonly DriftRequest[]): number | undefined {
  return speedupOf(requests.filter(({ isLooping }) => !isLooping).map(({ pair }) => pair));
}
