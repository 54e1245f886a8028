#!/usr/bin/env node
import { runCommand } from './cli/run-command.js';
import { benchPeersCommand } from './peers/bench-peers.js';

await runCommand(benchPeersCommand());
