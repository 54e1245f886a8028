import { readFile } from 'node:fs/promises';

import type { StepCostPoint } from '@slipstream/speculation';
import Table from 'cli-table3';
import { Command } from 'commander';

import { BadInput } from '../bad-input.js';
import { isLooping } from '../bench/loops.js';
import { adaptationOption, type AdaptationWhen } from '../cli/adaptation-option.js';
import { armListParser } from '../cli/arm-option.js';
import { addModelOptions, type ModelOptions } from '../cli/model-options.js';
import { integerOption } from '../cli/number-options.js';
import { writeJson } from '../cli/output-file.js';
import { ProgressLine } from '../cli/progress-line.js';
import { fixedArmChoices } from '../engine/arm-name.js';
import { openModel, type OpenModel } from '../engine/open-model.js';
import { installSuffixDecoding, suffixDecodingVersion } from '../peers/install-suffix-decoding.js';
import { leanCurve, readCurve } from './cost-curve.js';
import { fitPrior } from './fit-prior.js';
import { parseRecordings } from './recordings.js';
import { isReplayArmName, needsModel, type ReplayArmName, replayArmNames } from './replay-arms.js';
import { type ReplayReport, replayStreams } from './replay-streams.js';

interface ReplayOptions extends ModelOptions {
  readonly tokens: string;
  readonly arms: readonly ReplayArmName[];
  readonly curve?: string;
  readonly concurrency: number;
  readonly loops: boolean;
  readonly adaptation: AdaptationWhen;
  readonly fitPrior?: boolean;
  readonly json?: string;
}

const replayArmChoices = `${replayArmNames.join(', ')}, ${fixedArmChoices}`;
const parseReplayArms = armListParser(isReplayArmName, replayArmChoices);

export function replayCommand(): Command {
  const command = new Command('bench:replay')
    .usage('-- --tokens file.jsonl [options]')
    .description(
      'Decodes recorded requests again: what was recorded stands in for the target, and a cost curve for the machine, so ' +
        'that ways of drafting can be compared in seconds and without noise. Modelled, not measured.\n\n' +
        'A line of the file is {"stream": "...", "prompt": [ids], "out": [ids]}; bench --record writes it. Each stream begins ' +
        'with nothing learned.\n\n' +
        `recycling, static, auto and fixed lookaheads open the model, which reads the recordings, and are charged the time that their calls take here; ` +
        `suffix-decoding is ArcticInference ${suffixDecodingVersion}, installed on demand outside the project, at its defaults.`,
    )
    .requiredOption('--tokens <file>', 'the recordings, JSON Lines')
    .option('--arms <list>', `which to compare, of ${replayArmChoices}`, parseReplayArms, [
      'prompt-lookup',
      'adaptive',
    ] satisfies ReplayArmName[])
    .option(
      '--curve <file>',
      't(rows) as JSON, or a report of bench (default: of the opened model; else a lean int8 graph on 2 cores)',
    )
    .option('--concurrency <n>', 'requests at once', integerOption({ min: 1, max: 256 }), 1)
    .option('--no-loops', 'leave out answers that repeat themselves')
    .addOption(adaptationOption('each stream'))
    .option('--fit-prior', 'print a prior for the calibration, fitted to the recordings')
    .option('--json <out>', 'write the figures to a file');
  return addModelOptions(command).action(replay);
}

async function replay(options: ReplayOptions): Promise<void> {
  const text = await readFile(options.tokens, 'utf8').catch((error: NodeJS.ErrnoException) => {
    throw new BadInput(`The recordings ${options.tokens} cannot be read: ${error.code ?? error.message}.`);
  });
  const streams = parseRecordings(text, options.tokens);
  const progress = new ProgressLine();
  const isModelNeeded = options.arms.some(needsModel);
  const model = isModelNeeded ? await openModel(options, { lanesMax: 1, progress }) : undefined;
  const curve = await curveOf(options, model);
  if (options.fitPrior === true) {
    process.stdout.write(await fitPrior(streams, curve));
    return;
  }
  const chosen = new Map(
    [...streams].map(([stream, recordings]) => [
      stream,
      options.loops ? recordings : recordings.filter(({ output }) => !isLooping(output)),
    ]),
  );
  const suffixDecodingFolder = options.arms.includes('suffix-decoding')
    ? await installSuffixDecoding(options.dataDir, progress)
    : undefined;
  const resources = { ...options, curve, model, suffixDecodingFolder };
  const report = await replayStreams(chosen, resources, progress);
  await model?.target.close();
  process.stdout.write(
    `${tableOf(report)}\nModelled on recorded tokens and a cost curve; nothing was decoded.\n`,
  );
  if (options.json !== undefined) await writeJson(options.json, report);
}

async function curveOf(
  { curve }: ReplayOptions,
  model: OpenModel | undefined,
): Promise<readonly StepCostPoint[]> {
  if (curve !== undefined) return readCurve(curve);
  return model?.stepTimes ?? leanCurve;
}

function tableOf(report: ReplayReport): string {
  const table = new Table({
    head: ['stream', 'arm', 'modelled speed-up', 'without loops', 'acceptance length', 'drafted a step'],
    colAligns: ['left', 'left', 'right', 'right', 'right', 'right'],
    style: { head: [], border: [], compact: true },
  });
  for (const [stream, figures] of Object.entries(report)) {
    for (const [arm, { modelledSpeedup, withoutLoops, acceptanceLength, draftedPerStep }] of Object.entries(
      figures,
    )) {
      const numbers = [
        `${modelledSpeedup.toFixed(2)}×`,
        withoutLoops === null ? '' : `${withoutLoops.modelledSpeedup.toFixed(2)}×`,
        acceptanceLength.toFixed(2),
        draftedPerStep.toFixed(2),
      ];
      table.push([stream, arm, ...numbers]);
    }
  }
  return table.toString();
}
