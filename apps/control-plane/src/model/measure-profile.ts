import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';

import { measurementEventSchema, type TargetMeasurement } from '@slipstream/contract';

export interface MeasureProfileOptions {
  readonly program: string;
  readonly targetFolder: string;
  readonly dataFolder: string;
  /** From 0 to 1. */
  readonly onProgress: (share: number) => void;
}

/** Runs a measurement of a compiled target, in a process of its own: what goes wrong with a target ends only that. */
export async function measureProfile(options: MeasureProfileOptions): Promise<TargetMeasurement> {
  const { program, targetFolder, dataFolder, onProgress } = options;
  const child = spawn(process.execPath, [program], {
    env: { TARGET_FOLDER: targetFolder, DATA_DIR: dataFolder },
    // It ends when its standard input closes, however this process dies.
    stdio: ['pipe', 'pipe', 'pipe'],
  });
  let lastWords = '';
  child.stderr
    .setEncoding('utf8')
    .on('data', (text: string) => (lastWords = (lastWords + text).slice(-2_000)));
  let measurement: TargetMeasurement | undefined;
  for await (const line of createInterface({ input: child.stdout })) {
    const event = measurementEventSchema.parse(JSON.parse(line));
    if (event.event === 'progress') onProgress(event.doneRounds / event.rounds);
    else measurement = event;
  }
  if (measurement !== undefined) return measurement;
  throw new Error(
    `The measurement of ${targetFolder} ended without a result: ${lastWords.trim().split('\n').at(-1)}`,
  );
}
