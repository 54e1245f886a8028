import type { Logger } from '@slipstream/observability';
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
  /** Undefined where it is not to be adapted, or cannot be. */
  readonly traffic: RecentTraffic | undefined;
  readonly speculator: OnnxStaticSpeculator;
}

/**
 * Opens the static speculator that was trained with the target, or else with the endpoint's first revision: it still
 * drafts for later ones, the worse the further they have moved.
 */
export async function openEndpointSpeculator(
  config: Pick<
    WorkerConfig,
    'SPECULATORS_FOLDER' | 'TARGET_FOLDER' | 'FIRST_TARGET_FOLDER' | 'THREADS' | 'ADAPTATION'
  >,
  logger: Logger,
): Promise<EndpointSpeculator | undefined> {
  for (const targetFolder of [config.TARGET_FOLDER, config.FIRST_TARGET_FOLDER]) {
    if (targetFolder === undefined) continue;
    const artifact = await findStaticArtifact(config.SPECULATORS_FOLDER, targetFolder, (folder, reason) =>
      logger.warn({ folder, reason }, 'a static speculator was not taken'),
    );
    if (artifact === undefined) continue;
    const isAdapted = config.ADAPTATION === 'background' && artifact.manifest.adaptation !== undefined;
    const traffic = isAdapted ? new RecentTraffic(trafficRowsMax) : undefined;
    const speculator = await openStaticSpeculator(artifact, {
      threads: config.THREADS,
      ...(traffic && { traffic }),
    });
    return { artifact, targetFolder, traffic, speculator };
  }
  return undefined;
}
