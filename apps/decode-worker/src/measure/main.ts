import { performance } from 'node:perf_hooks';

import type { MeasurementEvent } from '@slipstream/contract';

import { readMeasureConfig } from '../config.js';
import { measureTarget } from './measure-target.js';

/** Measures one compiled target on this machine: the program that chooses quantization profiles by. */
const config = readMeasureConfig();
// Whoever started it holds its standard input.
process.stdin.resume().once('end', () => process.exit(1));

try {
  const measurement = await measureTarget({
    targetFolder: config.TARGET_FOLDER,
    dataFolder: config.DATA_DIR,
    threads: config.THREADS,
    lanes: config.LANES,
    now: () => performance.now(),
    onProgress: (doneRounds, rounds) => say({ event: 'progress', doneRounds, rounds }),
  });
  say({ event: 'measured', ...measurement });
  process.stdin.destroy();
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exit(1);
}

function say(event: MeasurementEvent): void {
  process.stdout.write(`${JSON.stringify(event)}\n`);
}
