import type { Goal } from '../goals/goal.js';
import { type PartName, partNames } from '../part.js';
import type { PartReport, Reports } from '../reports.js';
import { descriptions } from './descriptions.js';
import { figureTables } from './figure-tables.js';
import { demandOf, figureOf, intervalOf } from './goals-table.js';
import { howToRepeat } from './how-to-repeat.js';
import { markdownTable } from './markdown-table.js';

/** The page of a folder of figures, as Markdown. */
export function renderPage(reports: Reports, goals: readonly Goal[]): string {
  const measured = partNames.flatMap((name) => reports[name] ?? []);
  const missing = partNames.filter((name) => reports[name] === undefined);
  return [
    '# Benchmarks',
    '',
    'Written by `npm run bench:suite` from the JSON files of this folder; `-- --draw` writes it again.',
    '',
    ...(measured.some(({ asked }) => asked.quick)
      ? ['**A quick run: it shows that everything works and says little about speed.**', '']
      : []),
    '## Goals',
    '',
    'Figures are without answers that repeat themselves, unless a part decodes several at once. The figure itself is judged; its',
    '95 % interval says how sure it is: a bootstrap over requests; of means of streams, as if those were independent and normal.',
    '',
    ...goalsTable(goals),
    '',
    '## How to repeat it',
    '',
    ...howToRepeat(measured),
    ...(missing.length === 0 ? [] : ['', `Not measured: ${missing.join(', ')}.`]),
    '',
    ...measured.flatMap((report) => section(report)),
  ].join('\n');
}

function goalsTable(goals: readonly Goal[]): string[] {
  const rows = goals.map((goal) => [
    goal.claim,
    demandOf(goal),
    `**${figureOf(goal)}**`,
    intervalOf(goal),
    goal.verdict,
    goal.detail,
  ]);
  return markdownTable(['goal', 'demand', 'figure', '95 %', 'verdict', 'in detail'], rows);
}

function section(report: PartReport): string[] {
  const part: PartName = report.part;
  const { title, text } = descriptions[part];
  return ['', `## ${title}`, '', text, '', `![${title}](${part}.svg)`, '', ...figureTables(report)];
}
