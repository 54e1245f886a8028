import { readFile } from 'node:fs/promises';

import { createSpeculation, type Speculation, StepCost, type StepCostPoint } from '@slipstream/speculation';
import Table from 'cli-table3';
import { Command } from 'commander';

import { BadInput } from '../bad-input.js';
import { isLooping } from '../bench/loops.js';
import { integerOption } from '../cli/number-options.js';
import { writeJson } from '../cli/output-file.js';
import { ProgressLine } from '../cli/progress-line.js';
import { leanCurve, readCurve } from './cost-curve.js';
import { fitPrior } from './fit-prior.js';
import { parseRecordings, type Recording } from './recordings.js';
import { PromptLookup } from './prompt-lookup.js';
import { type ReplayFigures, replayStream } from './replay-stream.js';

interface ReplayOptions {
  readonly tokens: string;
  readonly curve?: string;
  readonly concurrency: number;
  readonly loops: boolean;
  readonly fitPrior?: boolean;
  readonly json?: string;
}

/** By stream, then by arm. */
type ReplayReport = Record<string, Record<string, ReplayFigures>>;

const arms: Record<string, (curve: readonly StepCostPoint[]) => Speculation> = {
  'prompt-lookup': () => new PromptLookup(4),
  adaptive: (curve) => createSpeculation({ stepCost: StepCost.fromProfile(curve) }),
};

export function replayCommand(): Command {
  return new Command('bench:replay')
    .usage('-- --tokens file.jsonl [options]')
    .description(
      'Decodes recorded requests again, without a model: what was recorded stands in for the target, and a cost curve ' +
        'for the machine, so that ways of drafting can be compared in seconds and without noise. Modelled, not measured.\n\n' +
        'A line of the file is {"stream": "...", "prompt": [ids], "out": [ids]}. Each stream begins with nothing learned.',
    )
    .requiredOption('--tokens <file>', 'the recordings, JSON Lines')
    .option('--curve <file>', 't(rows) as JSON, or a report of bench (default: a lean int8 graph on 2 cores)')
    .option('--concurrency <n>', 'requests at once', integerOption({ min: 1, max: 256 }), 1)
    .option('--no-loops', 'leave out answers that repeat themselves')
    .option('--fit-prior', 'print a prior for the calibration, fitted to the recordings')
    .option('--json <out>', 'write the figures to a file')
    .action(replay);
}

async function replay(options: ReplayOptions): Promise<void> {
  const text = await readFile(options.tokens, 'utf8').catch((error: NodeJS.ErrnoException) => {
    throw new BadInput(`The recordings ${options.tokens} cannot be read: ${error.code ?? error.message}.`);
  });
  const streams = parseRecordings(text, options.tokens);
  const curve = options.curve === undefined ? leanCurve : await readCurve(options.curve);
  if (options.fitPrior === true) {
    process.stdout.write(await fitPrior(streams, curve));
    return;
  }
  const report = await replayAll(streams, curve, options);
  process.stdout.write(
    `${tableOf(report)}\nModelled on recorded tokens and a cost curve; nothing was decoded.\n`,
  );
  if (options.json !== undefined) await writeJson(options.json, report);
}

async function replayAll(
  streams: ReadonlyMap<string, readonly Recording[]>,
  curve: readonly StepCostPoint[],
  { concurrency, loops }: ReplayOptions,
): Promise<ReplayReport> {
  const progress = new ProgressLine();
  const report: ReplayReport = {};
  let done = 0;
  for (const [stream, recordings] of streams) {
    const chosen = loops ? recordings : recordings.filter(({ output }) => !isLooping(output));
    const figures: Record<string, ReplayFigures> = {};
    for (const [arm, create] of Object.entries(arms)) {
      figures[arm] = await replayStream(chosen, create(curve), { curve, concurrency });
      progress.show(`Replaying ${stream}`, ++done, streams.size * Object.keys(arms).length);
    }
    report[stream] = figures;
  }
  progress.clear();
  return report;
}

function tableOf(report: ReplayReport): string {
  const table = new Table({
    head: ['stream', 'arm', 'modelled speed-up', 'acceptance length', 'drafted a step'],
    colAligns: ['left', 'left', 'right', 'right', 'right'],
    style: { head: [], border: [], compact: true },
  });
  for (const [stream, figures] of Object.entries(report)) {
    for (const [arm, { modelledSpeedup, acceptanceLength, draftedPerStep }] of Object.entries(figures)) {
      const numbers = [
        `${modelledSpeedup.toFixed(2)}×`,
        acceptanceLength.toFixed(2),
        draftedPerStep.toFixed(2),
      ];
      table.push([stream, arm, ...numbers]);
    }
  }
  return table.toString();
}
