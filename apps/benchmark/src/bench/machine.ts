import { cpus, loadavg, totalmem } from 'node:os';

import { cpuInfo, instructionSet } from '@slipstream/runtime-onnx';

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

/**
 * The processor with its generation and the fastest way it has to multiply int8: clouds give several generations one name,
 * and the same model with and without AMX.
 */
export function processorName(): string {
  const name = [cpus()[0]?.model.trim() ?? 'unknown', generation()].filter(Boolean).join(' ');
  const flags = new Set(instructionSet().split(' '));
  const fastest = int8Instructions.find(([flag]) => flags.has(flag));
  return fastest === undefined ? name : `${name} with ${fastest[1]}`;
}

/** As Linux tells it of x86; elsewhere undefined. */
function generation(): string | undefined {
  const about = cpuInfo();
  const family = /^cpu family\s*:\s*(\d+)$/m.exec(about)?.[1];
  const model = /^model\s*:\s*(\d+)$/m.exec(about)?.[1];
  return family === undefined || model === undefined ? undefined : `(family ${family} model ${model})`;
}

const int8Instructions = [
  ['amx_int8', 'AMX'],
  ['avx512_vnni', 'AVX-512 VNNI'],
  ['avx2', 'AVX2'],
] as const;
