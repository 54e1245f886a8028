import { renderSpeedupChart } from '../../chart/speedup-chart.js';
import { lastQuarterOf } from '../goals/estimate.js';
import type { StreamsFigures } from '../measure-arms.js';
import { fullPrecisionArm } from '../parts/arm-labels.js';
import type { PartReport } from '../reports.js';
import { barOf } from './bars.js';
import { captionOf, withoutLoopsNote } from '../../chart/caption.js';

const rungs = [fullPrecisionArm, 'none', 'static', 'auto'];

/** From full precision to the whole system, each rung with what it adds. */
export function ladderChart(report: PartReport<StreamsFigures>): string {
  const { arms } = report.figures;
  const [stream = ''] = Object.keys(arms[fullPrecisionArm] ?? {});
  return renderSpeedupChart({
    title: `The ladder on an adapted stream (${stream}, last quarter): decoding speed over full precision`,
    subtitle: captionOf(report, withoutLoopsNote),
    groups: ['full precision', `quantized (${report.profile})`, '+ static', '+ adaptive'],
    arms: [
      { name: 'tokens per second', bars: rungs.map((arm) => barOf(lastQuarterOf(arms[arm]?.[stream]))) },
    ],
  });
}
