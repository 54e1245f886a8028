import { goalsOf } from '../goals/goals.js';
import type { Goal } from '../goals/goal.js';
import { type PartName, partNames } from '../part.js';
import type { Reports } from '../reports.js';
import { chartOf } from './chart-list.js';
import { renderGoals } from './goals-table.js';
import { renderPage } from './page.js';

export interface Presentation {
  readonly goals: readonly Goal[];
  /** For the terminal. */
  readonly table: string;
  /** Markdown. */
  readonly page: string;
  /** SVG. */
  readonly charts: ReadonlyMap<PartName, string>;
}

/** Figures as people look at them: nothing but the reports decides what comes out. */
export function present(reports: Reports): Presentation {
  const goals = goalsOf(reports);
  const measured = partNames.flatMap((name) => reports[name] ?? []);
  return {
    goals,
    table: renderGoals(goals),
    page: renderPage(reports, goals),
    charts: new Map(measured.map((report) => [report.part, chartOf(report)])),
  };
}
