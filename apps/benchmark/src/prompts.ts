#!/usr/bin/env node
import { runCommand } from './cli/run-command.js';
import { trafficCommand } from './traffic/traffic-command.js';

await runCommand(trafficCommand());
