import { Command } from 'commander';

import { adaptationOption, type AdaptationWhen } from '../cli/adaptation-option.js';
import { addModelOptions, type ModelOptions } from '../cli/model-options.js';
import { integerOption, numberOption } from '../cli/number-options.js';

export interface RlOptions extends ModelOptions {
  readonly revisions: number;
  readonly sigma: number;
  readonly prompts: number;
  readonly freshPrompts: boolean;
  readonly samples: number;
  readonly concurrency: number;
  readonly maxTokens: number;
  readonly temperature: number;
  readonly seed: number;
  readonly adaptation: AdaptationWhen;
  readonly json?: string;
  readonly chart?: string;
}

export function rlCommand(run: (options: RlOptions) => Promise<void>): Command {
  const command = new Command('demo:rl')
    .usage('-- [options]')
    .description(
      'Rollouts of a policy that moves, as in RL training: n samples for each prompt, with seeds and log probabilities. ' +
        'After each round the weights move: seeded noise is added to every matrix of the layers, so that it is a random ' +
        'walk, not training. Plain decoding, the static speculator alone and the adaptive system take turns prompt by ' +
        'prompt; what they have learnt goes on from revision to revision. Their tokens and log probabilities must be ' +
        'the same.',
    )
    .option('--revisions <n>', 'how often the weights move', integerOption({ min: 1, max: 100 }), 4)
    .option(
      '--sigma <s>',
      'how far at a time: standard deviation of the noise, in root mean squares of each matrix',
      numberOption({ min: 0.001, max: 1 }),
      0.04,
    )
    .option('--prompts <n>', 'prompts of a round', integerOption({ min: 1, max: 10_000 }), 6)
    .option(
      '--fresh-prompts',
      'other prompts each round; without it every round has the same, like epochs',
      false,
    )
    .option('--samples <n>', 'samples of a prompt', integerOption({ min: 1, max: 64 }), 4)
    .option('--concurrency <c>', 'samples decoded together', integerOption({ min: 1, max: 64 }), 1)
    .option('--max-tokens <n>', 'most tokens of a sample', integerOption({ min: 2, max: 4096 }), 96)
    .option('--temperature <t>', 'of sampling', numberOption({ min: 0, max: 2 }), 0.8)
    .option('--seed <s>', 'of noise, prompts and sampling', integerOption({ min: 0, max: 2 ** 31 }), 1)
    .addOption(adaptationOption('the rollouts').default('idle'))
    .option('--json <out>', 'write the figures to a file')
    .option('--chart <svg>', 'where the speed-ups are drawn (demo-rl.svg in the data folder)');
  return addModelOptions(command).action(run);
}
