import { captionOf } from '../../chart/caption.js';
import { renderSpeedupChart } from '../../chart/speedup-chart.js';
import { modelledSpeedupOf } from '../goals/estimate.js';
import type { SuffixDecodingFigures } from '../parts/suffix-decoding.js';
import type { PartReport } from '../reports.js';

/** Ways of drafting on the same recorded tokens and step times. */
export function suffixDecodingChart(report: PartReport<SuffixDecodingFigures>): string {
  const { streams } = report.figures;
  const groups = Object.keys(streams);
  const names = Object.keys(Object.values(streams)[0] ?? {});
  return renderSpeedupChart({
    title: 'Replay of recorded tokens: modelled speed-up, ours and SuffixDecoding',
    subtitle: captionOf(report, 'answers that repeat themselves left out'),
    groups,
    arms: names.map((name) => ({
      name,
      bars: groups.map((group) => {
        const speedup = modelledSpeedupOf(streams[group]?.[name]);
        return speedup === undefined ? undefined : { speedup, interval: null };
      }),
    })),
  });
}
