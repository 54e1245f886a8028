import { Command } from 'commander';

import { adaptationOption, type AdaptationWhen } from '../cli/adaptation-option.js';
import { armChoices, parseArms } from '../cli/arm-option.js';
import { addModelOptions, type ModelOptions } from '../cli/model-options.js';
import { integerOption, numberOption } from '../cli/number-options.js';
import type { ArmName } from '../engine/arm-name.js';

export interface BenchOptions extends ModelOptions {
  readonly prompts: string;
  readonly arms: readonly ArmName[];
  readonly maxTokens: number;
  readonly limit?: number;
  readonly temperature: number;
  readonly seed: number;
  readonly concurrency: number;
  /** Whether auto fine-tunes its static layer on the stream, while the benchmark waits. */
  readonly adaptation: AdaptationWhen;
  readonly record?: string;
  readonly json?: string;
  readonly chart?: string;
}

export function benchCommand(run: (options: BenchOptions) => Promise<void>): Command {
  const command = new Command('bench')
    .usage('-- --prompts file.jsonl [options]')
    .description(
      'Measures ways of decoding against each other on your prompts. They take turns request by request, so that ' +
        'what the machine does falls on all alike; each starts with nothing learned and follows the order of the file.\n\n' +
        'A line of the file is {"stream": "...", "prompt": "..."}, or has "messages" or "turns" (all user turns of one ' +
        'conversation) in place of "prompt".',
    )
    .requiredOption('--prompts <file>', 'the prompts, JSON Lines')
    .option('--arms <list>', `which to compare, of ${armChoices}`, parseArms, [
      'none',
      'auto',
    ] satisfies ArmName[])
    .option('--max-tokens <n>', 'most tokens of an answer', integerOption({ min: 1, max: 100_000 }), 128)
    .option(
      '--limit <n>',
      'most lines of the file, spread over its streams',
      integerOption({ min: 1, max: 1e9 }),
    )
    .option('--temperature <t>', '0 is greedy', numberOption({ min: 0, max: 2 }), 0)
    .option('--seed <s>', 'seed of sampling', integerOption({ min: 0, max: Number.MAX_SAFE_INTEGER }), 1)
    .option('--concurrency <c>', 'requests in flight', integerOption({ min: 1, max: 64 }), 1)
    .addOption(adaptationOption('each stream'))
    .option('--record <out>', 'write the tokens of the prompts and answers, for bench:replay')
    .option('--json <out>', 'write the figures to a file')
    .option('--chart <svg>', 'draw the speed-ups into a file');
  return addModelOptions(command).action(run);
}
