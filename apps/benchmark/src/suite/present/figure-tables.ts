import type { PartReport, Reports } from '../reports.js';
import { armsTable } from './arms-table.js';
import { replayTable } from './replay-table.js';
import { rlTable } from './rl-table.js';

/** The figures of a part as numbers, as Markdown. */
export function figureTables(report: PartReport): string[] {
  const { figures } = report as NonNullable<Reports[keyof Reports]>;
  if ('levels' in figures)
    return figures.levels.flatMap(({ concurrency, arms }) => [
      `${concurrency} at once:`,
      '',
      ...armsTable(arms),
      '',
    ]);
  if ('revisions' in figures) return rlTable(figures);
  if ('streams' in figures) return replayTable(figures.streams);
  return armsTable(figures.arms);
}
