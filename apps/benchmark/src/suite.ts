#!/usr/bin/env node
import { runCommand } from './cli/run-command.js';
import { suite } from './suite/suite.js';
import { suiteCommand } from './suite/suite-options.js';

await runCommand(suiteCommand(suite));
