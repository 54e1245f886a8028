import { resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

import { type Profile, profiles } from '@slipstream/target-compiler';
import { type Command, Option } from 'commander';

import { integerOption } from './number-options.js';

/** Which model is measured or checked, and on what. */
export interface ModelOptions {
  readonly model: string;
  readonly profile: Profile;
  readonly dataDir: string;
  readonly threads?: number;
  readonly speculators: string;
}

const defaultSpeculators = fileURLToPath(new URL('../../../speculator-trainer/artifacts', import.meta.url));

export function addModelOptions(command: Command): Command {
  return command
    .option(
      '--model <model>',
      'a built-in model, a GGUF file, hf:owner/repository/file, or a URL',
      'smollm2-135m-instruct',
    )
    .addOption(
      new Option('--profile <profile>', 'how its weights are stored').choices(profiles).default('int8-row'),
    )
    .option(
      '--data-dir <folder>',
      'where models and compiled targets lie',
      (path) => resolve(path),
      resolve('.slipstream'),
    )
    .option(
      '--speculators <folder>',
      'where trained static speculators lie',
      (path) => resolve(path),
      defaultSpeculators,
    )
    .option(
      '--threads <n>',
      'threads of a step (one for each physical core)',
      integerOption({ min: 1, max: 256 }),
    );
}
