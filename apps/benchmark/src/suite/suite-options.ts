import { join, resolve } from 'node:path';

import { Command, InvalidArgumentError, Option } from 'commander';

import { addModelOptions, type ModelOptions } from '../cli/model-options.js';
import { type PartName, partNames } from './part.js';

export interface SuiteOptions extends ModelOptions {
  readonly parts: readonly PartName[];
  readonly quick: boolean;
  readonly out?: string;
  /** A prompts file, or the `question.jsonl` of Spec-Bench. */
  readonly specBench?: string;
  readonly again: boolean;
  readonly draw: boolean;
}

export function suiteCommand(run: (options: SuiteOptions) => Promise<void>): Command {
  const command = new Command('bench:suite')
    .usage('-- [options]')
    .description(
      'Measures everything that the project claims about speed, part by part, draws it, and judges it against the goals. ' +
        'About two hours on two cores, with --quick about twelve minutes. It wants the machine for itself.\n\n' +
        'Each part writes its figures into a file of its own when it is done. Run again, the suite goes on where it was ' +
        'stopped: parts with figures of this very code, machine, static layer and settings are kept. Exit code 1: a text differed between arms; 2: a part could not be measured.\n\n' +
        `Parts: ${partNames.join(', ')}.`,
    )
    .addOption(
      new Option('--parts <list>', 'only these parts, separated by commas')
        .argParser(parseParts)
        .default(partNames, 'all'),
    )
    .option('--quick', 'few requests: shows that everything works, says little about speed', false)
    .option(
      '--out <folder>',
      'where figures, charts and the page go (docs/benchmarks; with --quick, quick-suite in the data folder)',
      (path) => resolve(path),
    )
    .option(
      '--spec-bench <file>',
      'the prompts of Spec-Bench: its question.jsonl, or lines as for bench; parts that need it are left out without',
      (path) => resolve(path),
    )
    .option('--again', 'measure parts again that are already done', false)
    .option('--draw', 'measure nothing: draw and judge the figures that lie in the folder', false);
  return addModelOptions(command).action(run);
}

export function outputFolderOf({ out, quick, dataDir }: SuiteOptions): string {
  return out ?? (quick ? join(dataDir, 'quick-suite') : resolve('docs/benchmarks'));
}

function parseParts(text: string): PartName[] {
  const names = new Set(text.split(',').map((name) => name.trim()));
  const unknown = [...names].find((name) => !(partNames as readonly string[]).includes(name));
  if (unknown !== undefined)
    throw new InvalidArgumentError(`There is no part "${unknown}"; there are ${partNames.join(', ')}.`);
  return partNames.filter((name) => names.has(name));
}
