import { cpus, loadavg, totalmem } from 'node:os';

import type { OpenModel } from '../engine/open-model.js';

export type Machine = ReturnType<typeof describeMachine>;

/** What a figure depends on besides the program. */
export function describeMachine({ threads, target }: Pick<OpenModel, 'threads' | 'target'>) {
  return {
    processor: processorName(),
    logicalCores: cpus().length,
    threads,
    memoryGiB: Math.round(totalmem() / 1024 ** 3),
    /** Of the last minute: above the threads that decode, others worked beside them. */
    loadAverage: loadavg()[0]!,
    node: process.version,
    platform: `${process.platform}-${process.arch}`,
    exactnessClass: target.exactnessClass,
  };
}

export function processorName(): string {
  return cpus()[0]?.model.trim() ?? 'unknown';
}
