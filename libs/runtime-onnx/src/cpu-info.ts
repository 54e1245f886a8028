import { readFileSync } from 'node:fs';

/** What Linux tells about the processors, a paragraph each; empty on other systems. */
export function cpuInfo(): string {
  try {
    return readFileSync('/proc/cpuinfo', 'utf8');
  } catch {
    return '';
  }
}
