import { revisionName, type RlReport } from '../../rl/rl-report.js';
import { figureCell, intervalCell, markdownTable } from './markdown-table.js';

const head = ['weights', 'arm', 'tokens', 'tokens/s', 'speed-up', '95 %', 'tokens a step', 'log p'];

/** A row for each revision of the weights and arm. */
export function rlTable({ revisions }: RlReport): string[] {
  const rows = revisions.flatMap(({ revision, arms }) =>
    Object.entries(arms).map(([arm, summary]) => [
      revisionName(revision),
      arm,
      String(summary.tokens),
      summary.tokensPerSecond.toFixed(1),
      figureCell(summary.speedup),
      intervalCell(summary.speedupCi95),
      figureCell(summary.acceptanceLength),
      figureCell(summary.meanLogprob),
    ]),
  );
  return markdownTable(head, rows);
}
