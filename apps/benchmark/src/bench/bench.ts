import { readFile, writeFile } from 'node:fs/promises';

import type { AdaptationReport } from '@slipstream/runtime-onnx';

import { BadInput } from '../bad-input.js';
import { chartOfSummaries } from '../chart/chart-of-summaries.js';
import { ProgressLine } from '../cli/progress-line.js';
import { AdaptingSpeculator } from '../engine/adapting-speculator.js';
import { Arm } from '../engine/arm.js';
import { openModel, type OpenModel } from '../engine/open-model.js';
import type { BenchOptions } from './bench-options.js';
import { findMismatches, type Mismatch } from './compare-answers.js';
import type { Conversation } from './conversation.js';
import { describeMachine } from './machine.js';
import { limitPrompts, parsePrompts } from './parse-prompts.js';
import { renderTable } from './report-table.js';
import { runStream } from './run-stream.js';
import { groupByStream } from './schedule.js';
import { type ArmStreamSummary, summarizeStream } from './summarize.js';

/** By arm, then by stream. */
export type ArmSummaries = Record<string, Record<string, ArmStreamSummary>>;

/** What a run found: the file that `--json` writes. */
export interface BenchReport {
  readonly machine: ReturnType<typeof describeMachine>;
  readonly model: string;
  readonly profile: string;
  readonly outputsIdentical: boolean;
  readonly options: Pick<BenchOptions, 'maxTokens' | 'temperature' | 'seed' | 'concurrency'>;
  readonly stepTimes: OpenModel['stepTimes'];
  readonly mismatches: readonly Mismatch[];
  /** By stream: what fine-tuning the static layer took and brought. */
  readonly adaptations: Readonly<Record<string, readonly AdaptationReport[]>>;
  readonly arms: ArmSummaries;
}

/** Runs all arms over all streams, and shows and writes what came out. Exit code 1 if any text differs. */
export async function bench(options: BenchOptions): Promise<void> {
  const conversations = await readPrompts(options);
  const progress = new ProgressLine();
  const model = await openModel(options, { lanesMax: options.concurrency, progress });
  try {
    const report = await measure(model, conversations, options, progress);
    process.stdout.write(renderTable(report));
    if (options.json !== undefined) await writeJson(options.json, report);
    if (options.chart !== undefined) {
      const subtitle = `${report.model}, ${report.profile}; answers that repeat themselves left out; bars: 95 % confidence`;
      await writeText(
        options.chart,
        chartOfSummaries(report.arms, { title: 'Decoding speed over plain decoding', subtitle }),
      );
    }
    if (!report.outputsIdentical) process.exitCode = 1;
  } finally {
    await model.target.close();
  }
}

async function measure(
  model: OpenModel,
  conversations: readonly Conversation[],
  options: BenchOptions,
  progress: ProgressLine,
): Promise<BenchReport> {
  const total = options.arms.length * turnCount(conversations);
  let done = 0;
  const arms: ArmSummaries = {};
  const mismatches: Mismatch[] = [];
  const adaptations: Record<string, readonly AdaptationReport[]> = {};
  for (const [stream, lines] of groupByStream(conversations)) {
    const onAnswer = (): void => progress.show(`Decoding ${stream}`, ++done, total);
    const adapting =
      options.adaptation === 'idle' && options.arms.includes('auto')
        ? await AdaptingSpeculator.open(model)
        : undefined;
    const running = options.arms.map((name) => new Arm(name, model, name === 'auto' ? adapting : undefined));
    const result = await runStream(running, lines, { ...options, onAnswer });
    for (const arm of running) await arm.close();
    mismatches.push(...findMismatches(stream, result));
    if (adapting !== undefined) adaptations[stream] = adapting.reports;
    addSummaries(arms, stream, summarizeStream(result, { ...options, baseline: 'none' }));
  }
  progress.clear();
  const { maxTokens, temperature, seed, concurrency } = options;
  return {
    machine: describeMachine(model),
    model: model.name,
    profile: model.manifest.profile,
    outputsIdentical: mismatches.length === 0,
    options: { maxTokens, temperature, seed, concurrency },
    stepTimes: model.stepTimes,
    mismatches,
    adaptations,
    arms,
  };
}

export function turnCount(conversations: readonly Conversation[]): number {
  return conversations.reduce((turns, line) => turns + line.turns.length, 0);
}

export function addSummaries(
  arms: ArmSummaries,
  stream: string,
  summaries: ReadonlyMap<string, ArmStreamSummary>,
): void {
  for (const [arm, summary] of summaries) (arms[arm] ??= {})[stream] = summary;
}

export async function readPrompts({
  prompts,
  limit,
}: {
  prompts: string;
  limit?: number;
}): Promise<Conversation[]> {
  const text = await readFile(prompts, 'utf8').catch((error: NodeJS.ErrnoException) => {
    throw new BadInput(`The prompts file ${prompts} cannot be read: ${error.code ?? error.message}.`);
  });
  const conversations = parsePrompts(text, prompts);
  return limit === undefined ? conversations : limitPrompts(conversations, limit);
}

export function writeJson(path: string, value: unknown): Promise<void> {
  return writeText(path, `${JSON.stringify(value, null, 2)}\n`);
}

export async function writeText(path: string, text: string): Promise<void> {
  await writeFile(path, text).catch((error: NodeJS.ErrnoException) => {
    throw new BadInput(`The figures cannot be written to ${path}: ${error.code ?? error.message}.`);
  });
}
