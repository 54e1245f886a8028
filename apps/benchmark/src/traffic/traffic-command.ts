import { Argument, Command } from 'commander';

import { integerOption } from '../cli/number-options.js';
import { driftTraffic } from './drift.js';
import { mixedTraffic, narrowTraffic } from './narrow.js';
import { openEndedTraffic } from './open-ended.js';
import { type PromptLine, renderPromptLines, type TrafficOptions } from './prompt-line.js';

const kinds: Readonly<Record<string, (options: TrafficOptions) => readonly PromptLine[]>> = {
  narrow: narrowTraffic,
  mixed: mixedTraffic,
  drift: driftTraffic,
  'open-ended': openEndedTraffic,
};

export function trafficCommand(): Command {
  return new Command('bench:prompts')
    .usage('-- narrow|mixed|drift|open-ended [options] > file.jsonl')
    .description(
      'Prints prompts for bench, a JSON line each, the same ones for the same seed: three tenants with one kind of work ' +
        'each; JSON extraction, SQL and word problems in one stream; a tenant whose work changes from Python to Rust to JSON ' +
        'extraction; or open-ended questions.',
    )
    .addArgument(new Argument('<kind>', 'what traffic').choices(Object.keys(kinds)))
    .option('--count <n>', 'prompts of each stream or domain', integerOption({ min: 1, max: 1e6 }), 60)
    .option('--seed <s>', 'of the choices', integerOption({ min: 0, max: 2 ** 31 }), 5)
    .action((kind: string, options: TrafficOptions) => {
      process.stdout.write(renderPromptLines(kinds[kind]!(options)));
    });
}
