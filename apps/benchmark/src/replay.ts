#!/usr/bin/env node
import { runCommand } from './cli/run-command.js';
import { replayCommand } from './replay/replay-command.js';

await runCommand(replayCommand());
