import { join } from 'node:path';

import type { Logger } from '@slipstream/observability';
import { draftCostsOf, NeuralAdaptation } from '@slipstream/runtime-onnx';
import type { StepCost } from '@slipstream/speculation';

import type { WorkerConfig } from './config.js';
import type { WorkerMetrics } from './metrics.js';
import type { EndpointSpeculator } from './open-endpoint-speculator.js';

export interface AdaptationParts {
  readonly config: Pick<WorkerConfig, 'DATA_DIR' | 'REPLICA_ID'>;
  readonly stepCost: StepCost;
  readonly metrics: WorkerMetrics;
  readonly logger: Logger;
  /** Whether requests are being decoded. */
  readonly isBusy: () => boolean;
  readonly onAdopted: () => void;
}

/** Fine-tunes the static layer on the replica's own traffic from now on, unless that is off or it cannot be adapted. */
export function startAdaptation(
  { artifact, targetFolder, traffic, speculator }: EndpointSpeculator,
  { config, stepCost, metrics, logger, isBusy, onAdopted }: AdaptationParts,
): NeuralAdaptation | undefined {
  if (traffic === undefined) return undefined;
  return new NeuralAdaptation({
    artifact,
    targetFolder,
    workFolder: join(config.DATA_DIR, 'adaptation', config.REPLICA_ID),
    speculator,
    traffic,
    costs: () => draftCostsOf((rows) => stepCost.at(rows, 1)),
    isBusy,
    onReport: (report) => {
      metrics.recordAdaptation(report);
      if (report.isFaster) onAdopted();
      logger.info({ report }, report.isFaster ? 'the static layer was adapted' : 'the static layer stays');
    },
    onFailure: (error) => logger.warn({ error }, 'the static layer could not be adapted'),
  });
}
