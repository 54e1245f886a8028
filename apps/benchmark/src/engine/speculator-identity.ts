import { createHash } from 'node:crypto';

import type { StaticArtifact } from '@slipstream/runtime-onnx';

/** Which static layer drafted. */
export interface SpeculatorIdentity {
  readonly architecture: string;
  /** Of the sums of its files: the first 16 digits. */
  readonly sha256: string;
}

/** Null where none was trained for the model. */
export function identifySpeculator(
  artifact: { readonly manifest: Pick<StaticArtifact['manifest'], 'architecture' | 'sha256'> } | undefined,
): SpeculatorIdentity | null {
  if (artifact === undefined) return null;
  const { architecture, sha256 } = artifact.manifest;
  const sums = Object.entries(sha256).sort(([one], [other]) => (one < other ? -1 : 1));
  const digest = createHash('sha256').update(JSON.stringify(sums)).digest('hex');
  return { architecture, sha256: digest.slice(0, 16) };
}
