#!/usr/bin/env node
import { runCommand } from './cli/run-command.js';
import { verifyAccuracyCommand } from './verify/verify-accuracy.js';

await runCommand(verifyAccuracyCommand());
