import { uniformFrom, verifyExactness } from '@slipstream/decode';
import { type Profile, profiles } from '@slipstream/target-compiler';
import { Command } from 'commander';

import { addModelOptions, type ModelOptions } from '../cli/model-options.js';
import { integerOption } from '../cli/number-options.js';
import { ProgressLine } from '../cli/progress-line.js';
import { openModel } from '../engine/open-model.js';

interface VerifyExactOptions extends ModelOptions {
  readonly allProfiles?: boolean;
  readonly rounds: number;
  readonly textLength: number;
  readonly depth: number;
  readonly lanes: number;
  readonly seed: number;
}

export function verifyExactCommand(): Command {
  const command = new Command('verify:exact')
    .usage('-- [options]')
    .description(
      'Proves on this machine that the logits of a row do not depend on what shares its step: random step sizes, ' +
        'garbage drafts, batches, capacities and prompt chunks, against decoding one token at a time. The largest ' +
        'difference must be exactly 0; a profile that fails is refused (exit code 1), as it is when a worker starts.',
    )
    .option('--all-profiles', `check ${profiles.join(', ')} one after another`)
    .option('--rounds <n>', 'random schedules', integerOption({ min: 1, max: 10_000 }), 12)
    .option(
      '--text-length <n>',
      'tokens of a text; a block has 64',
      integerOption({ min: 65, max: 4096 }),
      160,
    )
    .option(
      '--depth <n>',
      'positions before one of the texts, in whole blocks: long sums are cut into parts',
      integerOption({ min: 0, max: 100_000 }),
      1024,
    )
    .option('--lanes <n>', 'most sequences in a batch', integerOption({ min: 1, max: 64 }), 8)
    .option('--seed <s>', 'seed of the schedules', integerOption({ min: 0, max: 2 ** 32 - 1 }), 1);
  return addModelOptions(command).action(verifyExact);
}

async function verifyExact(options: VerifyExactOptions): Promise<void> {
  const chosen = options.allProfiles === true ? profiles : [options.profile];
  for (const profile of chosen) await verifyProfile(options, profile);
}

async function verifyProfile(options: VerifyExactOptions, profile: Profile): Promise<void> {
  const progress = new ProgressLine();
  const model = await openModel({ ...options, profile }, { lanesMax: options.lanes, progress });
  const report = await verifyExactness(model.target, {
    random: uniformFrom(options.seed),
    rounds: options.rounds,
    textLength: options.textLength,
    depth: options.depth,
    onProgress: (done, rounds) => progress.show(`Checking ${profile}`, done, rounds),
  });
  await model.target.close();
  progress.clear();
  const verdict = report.isExact ? 'exact' : 'REFUSED: not exact';
  process.stdout.write(
    `${profile}: ${verdict}. ${report.comparedRows} rows compared, largest difference ${report.largestDifference}` +
      `${report.firstDifference === undefined ? '' : ` (${report.firstDifference})`}. Class ${report.exactnessClass}\n`,
  );
  if (!report.isExact) process.exitCode = 1;
}
