import {
  findStaticArtifact,
  type OnnxStaticSpeculator,
  openStaticSpeculator,
  RecentTraffic,
  type StaticArtifact,
  trafficRowsMax,
} from '@slipstream/runtime-onnx';

import type { WorkerConfig } from './config.js';

/** A static speculator, and the recent traffic it can be adapted to. */
export interface EndpointSpeculator {
  readonly artifact: StaticArtifact;
  /** The compiled target it was trained with. */
  readonly targetFolder: string;
  readonly traffic: RecentTraffic;
  readonly speculator: OnnxStaticSpeculator;
}

/**
 * Opens the static speculator that was trained with the target, or else with the endpoint's first revision: it still
 * drafts for later ones, the worse the further they have moved.
 */
export async function openEndpointSpeculator(
  config: Pick<WorkerConfig, 'SPECULATORS_FOLDER' | 'TARGET_FOLDER' | 'FIRST_TARGET_FOLDER' | 'THREADS'>,
): Promise<EndpointSpeculator | undefined> {
  for (const targetFolder of [config.TARGET_FOLDER, config.FIRST_TARGET_FOLDER]) {
    if (targetFolder === undefined) continue;
    const artifact = await findStaticArtifact(config.SPECULATORS_FOLDER, targetFolder);
    if (artifact === undefined) continue;
    const traffic = new RecentTraffic(trafficRowsMax);
    const speculator = await openStaticSpeculator(artifact, { threads: config.THREADS, traffic });
    return { artifact, targetFolder, traffic, speculator };
  }
  return undefined;
}
