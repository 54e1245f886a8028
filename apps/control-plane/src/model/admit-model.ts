import { join } from 'node:path';

import { fetchModel } from '@slipstream/model-source';
import { compileTarget } from '@slipstream/target-compiler';

import type { AdmissionEvent, AdmissionInput } from './admission-events.js';

/**
 * Fetches and compiles one model: the program of an admission process. Compiling keeps a core busy for many seconds,
 * which the process that answers the admin API must not be.
 */
const input = JSON.parse(process.argv[2] ?? '{}') as AdmissionInput;
const progressIntervalMs = 250;
let reportedMs = 0;

try {
  const model = await fetchModel({
    source: input.source,
    modelsFolder: join(input.dataFolder, 'models'),
    onProgress: ({ doneBytes, totalBytes }) => progress('fetching', doneBytes, totalBytes ?? null),
  });
  say({ type: 'progress', stage: 'compiling', doneBytes: 0, totalBytes: null });
  const target = await compileTarget({
    ggufPath: model.path,
    targetsFolder: join(input.dataFolder, 'targets'),
    profile: input.profile,
    onProgress: ({ doneBytes, totalBytes }) => progress('compiling', doneBytes, totalBytes),
  });
  say({ type: 'done', targetFolder: target.folder, digest: model.sha256 });
} catch (error) {
  say({ type: 'failed', reason: error instanceof Error ? error.message : String(error) });
  process.exitCode = 1;
}

function progress(stage: 'fetching' | 'compiling', doneBytes: number, totalBytes: number | null): void {
  const nowMs = performance.now();
  if (nowMs - reportedMs < progressIntervalMs && doneBytes !== totalBytes) return;
  reportedMs = nowMs;
  say({ type: 'progress', stage, doneBytes, totalBytes });
}

function say(event: AdmissionEvent): void {
  process.stdout.write(`${JSON.stringify(event)}\n`);
}
