import type { AdaptationReport } from '@slipstream/runtime-onnx';

import { renderRecordings } from '../replay/recordings.js';
import { chartOfSummaries } from '../chart/chart-of-summaries.js';
import { writeJson, writeOutput } from '../cli/output-file.js';
import { ProgressLine } from '../cli/progress-line.js';
import { openModel, type OpenModel } from '../engine/open-model.js';
import { ArmOpener } from './arm-opener.js';
import type { BenchOptions } from './bench-options.js';
import type { Mismatch } from './compare-answers.js';
import { describeMachine, type Machine } from './machine.js';
import {
  type ArmSummaries,
  measureStreams,
  mismatchesOf,
  type StreamResults,
  summarizeStreams,
} from './measure-streams.js';
import { readPrompts } from './read-prompts.js';
import { recordingsOf } from './recordings-of.js';
import { renderTable } from './report-table.js';

/** What a run found: the file that `--json` writes. */
export interface BenchReport {
  readonly machine: Machine;
  readonly model: string;
  readonly profile: string;
  readonly outputsIdentical: boolean;
  readonly options: Pick<BenchOptions, 'maxTokens' | 'temperature' | 'seed' | 'concurrency' | 'adaptation'>;
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
    const opener = new ArmOpener(model, options);
    const results = await measureStreams(conversations, opener.open, { ...options, progress });
    const report = reportOf(results, model, options, opener);
    process.stdout.write(renderTable(report));
    if (options.record !== undefined)
      await writeOutput(options.record, renderRecordings(recordingsOf(results)));
    if (options.json !== undefined) await writeJson(options.json, report);
    if (options.chart !== undefined) {
      const subtitle = `${report.model}, ${report.profile}; answers that repeat themselves left out; bars: 95 % confidence`;
      await writeOutput(
        options.chart,
        chartOfSummaries(report.arms, { title: 'Decoding speed over plain decoding', subtitle }),
      );
    }
    if (!report.outputsIdentical) process.exitCode = 1;
  } finally {
    await model.target.close();
  }
}

function reportOf(
  results: StreamResults,
  model: OpenModel,
  options: BenchOptions,
  { adaptations }: ArmOpener,
): BenchReport {
  const mismatches = mismatchesOf(results);
  const { maxTokens, temperature, seed, concurrency, adaptation } = options;
  return {
    machine: describeMachine(model),
    model: model.name,
    profile: model.manifest.profile,
    outputsIdentical: mismatches.length === 0,
    options: { maxTokens, temperature, seed, concurrency, adaptation },
    stepTimes: model.stepTimes,
    mismatches,
    adaptations,
    arms: summarizeStreams(results, { ...options, baseline: 'none' }),
  };
}
