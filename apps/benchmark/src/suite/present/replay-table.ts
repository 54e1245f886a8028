import type { ReplayReport } from '../../replay/replay-streams.js';
import { modelledSpeedupOf } from '../goals/estimate.js';
import { figureCell, markdownTable } from './markdown-table.js';

/** A row for each stream: the modelled speed-up of each arm, and of auto over SuffixDecoding. */
export function replayTable(streams: ReplayReport): string[] {
  const arms = [...new Set(Object.values(streams).flatMap((byArm) => Object.keys(byArm)))];
  const rows = Object.entries(streams).map(([stream, byArm]) => {
    const ours = modelledSpeedupOf(byArm['auto']);
    const theirs = modelledSpeedupOf(byArm['suffix-decoding']);
    const ratio = ours === undefined || theirs === undefined ? undefined : ours / theirs;
    return [stream, ...arms.map((arm) => figureCell(modelledSpeedupOf(byArm[arm]))), figureCell(ratio)];
  });
  return [
    'Modelled speed-up, answers that repeat themselves left out:',
    '',
    ...markdownTable(['stream', ...arms, 'auto over suffix-decoding'], rows),
  ];
}
