import { readFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';

/** Physical cores that this process may use; where the machine does not say, every logical one counts. */
export function physicalCoreCount(): number {
  const count = countCores(readCpuInfo());
  return count === 0 ? availableParallelism() : Math.min(count, availableParallelism());
}

/** Distinct pairs of socket and core in the text of /proc/cpuinfo. */
export function countCores(cpuInfo: string): number {
  const cores = new Set<string>();
  for (const processor of cpuInfo.split(/\n\s*\n/)) {
    const socket = /^physical id\s*:\s*(\d+)/m.exec(processor)?.[1];
    const core = /^core id\s*:\s*(\d+)/m.exec(processor)?.[1];
    if (core !== undefined) cores.add(`${socket ?? 0}/${core}`);
  }
  return cores.size;
}

function readCpuInfo(): string {
  try {
    return readFileSync('/proc/cpuinfo', 'utf8');
  } catch {
    return '';
  }
}
