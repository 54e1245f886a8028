import { cpus, totalmem } from 'node:os';

import type { OpenModel } from '../engine/open-model.js';

/** What a figure depends on besides the program. */
export function describeMachine({ threads, target }: Pick<OpenModel, 'threads' | 'target'>) {
  return {
    processor: cpus()[0]?.model.trim() ?? 'unknown',
    logicalCores: cpus().length,
    threads,
    memoryGiB: Math.round(totalmem() / 1024 ** 3),
    node: process.version,
    platform: `${process.platform}-${process.arch}`,
    exactnessClass: target.exactnessClass,
  };
}
