import { ModelUnavailable, ChecksumMismatch } from '@slipstream/model-source';
import { TargetCompilerError } from '@slipstream/target-compiler';
import type { Command } from 'commander';

import { BadInput } from '../bad-input.js';

/** Runs a program to its exit code: 0 done, 1 what it checks is not so, 2 it cannot be done as asked. */
export async function runCommand(command: Command): Promise<void> {
  command.showHelpAfterError('Try --help.').exitOverride((end) => process.exit(end.exitCode === 0 ? 0 : 2));
  try {
    await command.parseAsync();
  } catch (error) {
    if (!isExpected(error)) throw error;
    process.stderr.write(`${error.message}\n`);
    process.exitCode = 2;
  }
}

/** Errors whose message says what to do. */
function isExpected(error: unknown): error is Error {
  return [BadInput, ModelUnavailable, ChecksumMismatch, TargetCompilerError].some(
    (kind) => error instanceof kind,
  );
}
