#!/usr/bin/env node
import { runCommand } from './cli/run-command.js';
import { verifyLosslessCommand } from './verify/verify-lossless.js';

await runCommand(verifyLosslessCommand());
