#!/usr/bin/env node
import { parseArgs } from 'node:util';
import { SingleBar } from 'cli-progress';
import { compileTarget } from './compile-target.js';
import { TargetCompilerError } from './errors.js';
import { isProfile, profiles } from './profile.js';

const usage = `Compiles a Llama-architecture GGUF to a target graph.

  compile:target -- --model FILE.gguf [--profile ${profiles.join('|')}] [--out FOLDER]

  --model    the GGUF file
  --profile  how weights are stored and multiplied (int8-row)
  --out      where compiled targets lie (.slipstream/targets)`;

/** What was typed cannot be meant. */
class UsageError extends Error {}

process.exitCode = await main().catch((error: unknown) => {
  if (!(error instanceof TargetCompilerError || error instanceof UsageError)) throw error;
  process.stderr.write(`${error.message}\n`);
  return error instanceof UsageError ? 2 : 1;
});

async function main(): Promise<number> {
  const { help, model, profile, out } = readOptions();
  if (help) {
    process.stdout.write(`${usage}\n`);
    return 0;
  }
  if (model === undefined) throw new UsageError(`Which model? Give --model FILE.gguf.\n\n${usage}`);
  if (!isProfile(profile))
    throw new UsageError(`There is no profile "${profile}"; there are ${profiles.join(', ')}.`);
  const bar = new SingleBar({ format: 'Compiling {bar} {percentage} %', stream: process.stderr });
  let isBarShown = false;
  try {
    const target = await compileTarget({
      ggufPath: model,
      targetsFolder: out,
      profile,
      onProgress: ({ doneBytes, totalBytes }) => {
        if (!isBarShown) bar.start(totalBytes, 0);
        isBarShown = true;
        bar.update(doneBytes);
      },
    });
    bar.stop();
    process.stdout.write(`${target.folder}\n`);
    return 0;
  } finally {
    bar.stop();
  }
}

function readOptions() {
  try {
    const { values } = parseArgs({
      options: {
        help: { type: 'boolean', short: 'h', default: false },
        model: { type: 'string' },
        profile: { type: 'string', default: 'int8-row' },
        out: { type: 'string', default: '.slipstream/targets' },
      },
    });
    return values;
  } catch (error) {
    throw new UsageError(`${(error as Error).message}\n\n${usage}`);
  }
}
