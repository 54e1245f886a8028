import {
  findStaticArtifact,
  type OnnxStaticSpeculator,
  openStaticSpeculator,
} from '@slipstream/runtime-onnx';

import type { WorkerConfig } from './config.js';

/**
 * Opens the static speculator that was trained with the target, or else with the endpoint's first revision: it still
 * drafts for later ones, the worse the further they have moved.
 */
export async function openEndpointSpeculator(
  config: Pick<WorkerConfig, 'SPECULATORS_FOLDER' | 'TARGET_FOLDER' | 'FIRST_TARGET_FOLDER'>,
): Promise<OnnxStaticSpeculator | undefined> {
  for (const folder of [config.TARGET_FOLDER, config.FIRST_TARGET_FOLDER]) {
    if (folder === undefined) continue;
    const speculator = await openStaticSpeculator(config.SPECULATORS_FOLDER, folder);
    if (speculator !== undefined) return speculator;
  }
  return undefined;
}
