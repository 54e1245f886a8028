import { createHash } from 'node:crypto';
import { arch, cpus } from 'node:os';

import { cpuInfo } from './cpu-info.js';

/**
 * Names everything that the bits of a logit depend on besides its tokens: the graph, the runtime, the execution
 * provider and the instruction set. Nodes of one class give the same bytes.
 */
export function exactnessClassOf(graphDigest: string, runtimeVersion: string, provider: string): string {
  const instructions = createHash('sha256').update(instructionSet()).digest('hex').slice(0, 8);
  return `${graphDigest.slice(0, 12)}/onnxruntime-${runtimeVersion}/${provider}/${arch()}-${instructions}`;
}

/** The processor's features as Linux names them, separated by spaces; elsewhere the model's name. */
export function instructionSet(): string {
  const flags = /^(?:flags|Features)\s*:\s*(.*)$/m.exec(cpuInfo());
  if (flags !== null) return flags[1]!;
  return cpus()[0]?.model ?? 'unknown';
}
