import type { Settings } from '../part.js';
import type { PartReport } from '../reports.js';
import type { SpecBenchSettings } from '../suite-prompts.js';
import { markdownTable } from './markdown-table.js';

/** Halves of Spec-Bench, by the first digits of their SHA-256. */
const knownPrompts: Readonly<Record<string, { readonly text: string; readonly command: string }>> = {
  '26cfd85bad41f6e0': {
    text: 'the odd half of its `question.jsonl`: the 240 lines with an odd `question_id`',
    command: `jq -c 'select(.question_id % 2 == 1)' question.jsonl`,
  },
};

/** What settings of parts have in common, where they have it. */
interface CommonSettings {
  readonly specBench?: SpecBenchSettings | null;
  readonly maxTokens?: number;
  readonly temperature?: number;
  readonly adaptation?: string;
  /** Of the part that replays: how its answers were recorded. */
  readonly record?: { readonly maxTokens: number; readonly temperature: number };
}

/** Which commands, prompts, settings and machines the figures are of. */
export function howToRepeat(measured: readonly PartReport[]): string[] {
  const files = promptFiles(measured);
  const prompts = files[0]?.file ?? 'question.jsonl';
  return [
    '```sh',
    ...files.flatMap(({ file, sha256 }) => {
      const command = knownPrompts[sha256]?.command;
      return command === undefined ? [] : [`${command} > ${file}`];
    }),
    `npm run bench:suite -- --spec-bench ${prompts}   # all parts; stopped, it goes on where it was`,
    'npm run bench:suite -- --parts narrow,drift --again   # some of them anew',
    '```',
    '',
    'Parts write a JSON file each, with everything that they depend on. Peers are installed on demand. Arms take turns request',
    'by request, so ratios of one part can be trusted further than absolute figures; what else runs on the machine is felt in both.',
    '',
    'Spec-Bench is not part of the project: its `question.jsonl` or any prompts with a stream for each task will do.',
    ...files.map(describePrompts),
    ...(files.length === 0
      ? []
      : ['A part takes the first lines of each task, so many in all as stand below.']),
    '',
    ...settingsTable(measured),
    '',
    ...machineTable(measured),
  ];
}

/** The different files, in the order of the parts. */
function promptFiles(measured: readonly PartReport[]): SpecBenchSettings[] {
  const used = measured.flatMap(({ settings }) => commonSettings(settings).specBench ?? []);
  return [...new Map(used.map((settings) => [settings.sha256, settings])).values()];
}

function describePrompts({ file, sha256 }: SpecBenchSettings): string {
  const known = knownPrompts[sha256];
  return `These figures are of \`${file}\` (SHA-256 ${sha256}…)${known === undefined ? '' : `, ${known.text}`}.`;
}

function settingsTable(measured: readonly PartReport[]): string[] {
  const rows = measured.map(({ part, settings }) => {
    const common = commonSettings(settings);
    const { maxTokens, temperature } = common.record ?? common;
    const cells = [common.specBench?.limit, maxTokens, temperature, common.adaptation];
    return [part, ...cells.map((cell) => String(cell ?? '—'))];
  });
  return markdownTable(
    ['part', 'lines of Spec-Bench', 'most tokens of an answer', 'temperature', 'adaptation'],
    rows,
  );
}

function machineTable(measured: readonly PartReport[]): string[] {
  const rows = measured.map((report) => {
    const { part, date, seconds, code, machine } = report;
    const commit = code.commit?.slice(0, 10) ?? 'unknown';
    const { processor, threads, logicalCores, memoryGiB, loadAverage } = machine;
    return [
      part,
      date.slice(0, 16),
      `${Math.ceil(seconds / 60)} min`,
      code.isModified ? `${commit}, changed` : commit,
      staticLayerOf(report),
      `${processor}, ${threads} threads on ${logicalCores} logical cores, ${memoryGiB} GiB`,
      loadAverage.toFixed(1),
    ];
  });
  return markdownTable(['part', 'date', 'took', 'code', 'static layer', 'machine', 'load before'], rows);
}

function staticLayerOf({ speculator }: PartReport): string {
  if (speculator === undefined) return 'not recorded';
  return speculator === null ? '—' : `${speculator.architecture} ${speculator.sha256}`;
}

function commonSettings(settings: Settings): CommonSettings {
  return settings;
}
