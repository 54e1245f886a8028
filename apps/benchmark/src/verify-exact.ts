#!/usr/bin/env node
import { runCommand } from './cli/run-command.js';
import { verifyExactCommand } from './verify/verify-exact.js';

await runCommand(verifyExactCommand());
