import { availableParallelism } from 'node:os';

import { cpuInfo } from './cpu-info.js';

/** Physical cores that this process may use; where the machine does not say, every logical one counts. */
export function physicalCoreCount(): number {
  const count = countCores(cpuInfo());
  return count === 0 ? availableParallelism() : Math.min(count, availableParallelism());
}

/** Distinct pairs of socket and core in the text of /proc/cpuinfo. */
export function countCores(text: string): number {
  const cores = new Set<string>();
  for (const processor of text.split(/\n\s*\n/)) {
    const socket = /^physical id\s*:\s*(\d+)/m.exec(processor)?.[1];
    const core = /^core id\s*:\s*(\d+)/m.exec(processor)?.[1];
    if (core !== undefined) cores.add(`${socket ?? 0}/${core}`);
  }
  return cores.size;
}
