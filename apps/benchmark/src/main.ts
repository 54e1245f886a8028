#!/usr/bin/env node
import { bench } from './bench/bench.js';
import { benchCommand } from './bench/bench-options.js';
import { runCommand } from './cli/run-command.js';

await runCommand(benchCommand(bench));
