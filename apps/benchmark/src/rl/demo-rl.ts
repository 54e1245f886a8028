import { join } from 'node:path';

import { BadInput } from '../bad-input.js';
import { describeMachine } from '../bench/machine.js';
import { writeJson, writeOutput } from '../cli/output-file.js';
import { ProgressLine } from '../cli/progress-line.js';
import { AdaptingSpeculator } from '../engine/adapting-speculator.js';
import { openModel, type OpenModel } from '../engine/open-model.js';
import { MovingPolicy, type Policy } from './moving-policy.js';
import type { RlOptions } from './rl-options.js';
import { renderRlChart, renderRlTable, type RevisionReport, type RlReport } from './rl-report.js';
import { RolloutArm, rolloutArms } from './rollout-arm.js';
import { type Round, runRound } from './run-round.js';
import { summarizeRound } from './summarize-round.js';

const sampleLength = 100;
const recordedOptions = [
  'revisions',
  'sigma',
  'prompts',
  'freshPrompts',
  'samples',
  'concurrency',
  'maxTokens',
  'temperature',
  'seed',
  'adaptation',
] as const;

/** Rolls out a policy that moves, and shows and writes what came out. Exit code 1 if any rollout differs. */
export async function demoRl(options: RlOptions): Promise<void> {
  const progress = new ProgressLine();
  const model = await openModel(options, { lanesMax: options.concurrency, progress });
  const report = await rollOut(model, options, progress);
  process.stdout.write(renderRlTable(report));
  if (options.json !== undefined) await writeJson(options.json, report);
  const chart = options.chart ?? join(options.dataDir, 'demo-rl.svg');
  await writeOutput(chart, renderRlChart(report, new Date().toISOString()));
  process.stdout.write(`Drawn in ${chart}\n`);
  if (!report.outputsIdentical) process.exitCode = 1;
}

/** Closes the model: its weights are the first to be replaced. */
export async function rollOut(
  model: OpenModel,
  options: RlOptions,
  progress: ProgressLine,
): Promise<RlReport> {
  if (model.staticSpeculator === undefined)
    throw new BadInput(`No static speculator was trained with ${model.name}.`);
  const adapting = options.adaptation === 'idle' ? await AdaptingSpeculator.open(model) : undefined;
  const arms = rolloutArms.map((name) => new RolloutArm(name, model, name === 'auto' ? adapting : undefined));
  const moving = new MovingPolicy(model, options, progress);
  const total = (options.revisions + 1) * options.prompts * arms.length;
  const reports: RevisionReport[] = [];
  let done = 0;
  let isIdentical = true;
  let policy: Policy = model.target;
  for (let revision = 0; revision <= options.revisions; revision++) {
    const before = policy;
    if (revision > 0) policy = await moving.next(revision);
    for (const arm of arms) await arm.serve(policy);
    if (before !== policy) await before.close();
    const onGroup = (): void => progress.show(`Rolling out revision ${revision}`, ++done, total);
    const round = await runRound(arms, revision, { model, options, onGroup });
    isIdentical &&= round.differingPrompts.length === 0;
    reports.push(reportOf(round, model, policy));
  }
  progress.clear();
  for (const arm of arms) await arm.close();
  await policy.close();
  return {
    machine: describeMachine(model),
    model: model.name,
    profile: model.manifest.profile,
    options: Object.fromEntries(recordedOptions.map((name) => [name, options[name]])),
    outputsIdentical: isIdentical,
    adaptations: adapting?.reports ?? [],
    revisions: reports,
  };
}

function reportOf(round: Round, { tokenizer }: OpenModel, { exactnessClass }: Policy): RevisionReport {
  const first = round.groups.get('none')![0]!.rollouts[0]!;
  const sample = tokenizer.decode(first.tokens).replace(/\s+/g, ' ').slice(0, sampleLength);
  return { revision: round.revision, exactnessClass, arms: summarizeRound(round), sample };
}
