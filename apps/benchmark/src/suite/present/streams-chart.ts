import { chartOfSummaries } from '../../chart/chart-of-summaries.js';
import type { StreamsFigures } from '../measure-arms.js';
import type { PartReport } from '../reports.js';
import { captionOf, withoutLoopsNote } from '../../chart/caption.js';

/** The speed-up of each arm on each stream. */
export function streamsChart(report: PartReport<StreamsFigures>, title: string): string {
  return chartOfSummaries(report.figures.arms, { title, subtitle: captionOf(report, withoutLoopsNote) });
}
