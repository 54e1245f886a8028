#!/usr/bin/env node
import { runCommand } from './cli/run-command.js';
import { demoRl } from './rl/demo-rl.js';
import { rlCommand } from './rl/rl-options.js';

await runCommand(rlCommand(demoRl));
