import type { Goal } from '../goals/goal.js';
import { type PartName, partNames } from '../part.js';
import type { PartReport, Reports } from '../reports.js';
import { descriptions } from './descriptions.js';
import { figureTables } from './figure-tables.js';
import { demandOf, figureOf, intervalOf } from './goals-table.js';

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
    ...goalRows(goals),
    '',
    '## How to repeat it',
    '',
    '```sh',
    'npm run bench:suite -- --spec-bench question.jsonl   # all parts; stopped, it goes on where it was',
    'npm run bench:suite -- --parts narrow,drift --again   # some of them anew',
    '```',
    '',
    'Parts write a JSON file each, with everything that they depend on. Spec-Bench is not part of the project: its',
    '`question.jsonl` or any prompts with a stream for each task will do. Peers are installed on demand. Arms take turns request',
    'by request, so ratios of one part can be trusted further than absolute figures; what else runs on the machine is felt in both.',
    '',
    ...machineRows(measured),
    ...(missing.length === 0 ? [] : ['', `Not measured: ${missing.join(', ')}.`]),
    '',
    ...measured.flatMap((report) => section(report)),
  ].join('\n');
}

function goalRows(goals: readonly Goal[]): string[] {
  const row = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`;
  return [
    row(['goal', 'demand', 'figure', '95 %', 'verdict', 'in detail']),
    '|---|---|---|---|---|---|',
    ...goals.map((goal) =>
      row([goal.claim, demandOf(goal), `**${figureOf(goal)}**`, intervalOf(goal), goal.verdict, goal.detail]),
    ),
  ];
}

function machineRows(measured: readonly PartReport[]): string[] {
  return [
    '| part | date | took | code | machine | load before |',
    '|---|---|---|---|---|---|',
    ...measured.map(({ part, date, seconds, code, machine }) => {
      const commit = code.commit?.slice(0, 10) ?? 'unknown';
      const version = code.isModified ? `${commit}, changed` : commit;
      const { processor, threads, logicalCores, memoryGiB, loadAverage } = machine;
      const host = `${processor}, ${threads} threads on ${logicalCores} logical cores, ${memoryGiB} GiB`;
      const minutes = `${Math.ceil(seconds / 60)} min`;
      return `| ${part} | ${date.slice(0, 16)} | ${minutes} | ${version} | ${host} | ${loadAverage.toFixed(1)} |`;
    }),
  ];
}

function section(report: PartReport): string[] {
  const part: PartName = report.part;
  const { title, text } = descriptions[part];
  return ['', `## ${title}`, '', text, '', `![${title}](${part}.svg)`, '', ...figureTables(report)];
}
