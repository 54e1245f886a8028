import { renderSpeedupChart } from '../../chart/speedup-chart.js';
import { lastQuarterOf, speedupOf } from '../goals/estimate.js';
import type { StreamsFigures } from '../measure-arms.js';
import type { PartReport } from '../reports.js';
import { barOf } from './bars.js';
import { captionOf, withoutLoopsNote } from '../../chart/caption.js';

/** Each arm over the whole stream and in its last quarter. */
export function narrowChart(report: PartReport<StreamsFigures>): string {
  const { arms } = report.figures;
  const names = Object.keys(arms).filter((name) => name !== 'none');
  const groups = Object.keys(arms['none'] ?? {});
  return renderSpeedupChart({
    title: 'Narrow streams, greedy: decoding speed over plain decoding',
    subtitle: captionOf(report, withoutLoopsNote),
    groups,
    arms: names.flatMap((name) => [
      { name, bars: groups.map((group) => barOf(speedupOf(arms[name]?.[group]))) },
      {
        name: `${name}, last quarter`,
        bars: groups.map((group) => barOf(lastQuarterOf(arms[name]?.[group]))),
      },
    ]),
  });
}
