import type { Logger } from '@slipstream/observability';
import { createSpeculation, type EndpointSpeculation, type StepCost } from '@slipstream/speculation';

import type { WorkerMetrics } from '../metrics.js';
import type { EndpointSpeculator } from '../open-endpoint-speculator.js';
import { driftReport } from '../learning-reports/drift-report.js';
import { heldOutReport } from '../learning-reports/held-out.js';
import type { ReportLog } from '../learning-reports/report-log.js';
import type { TaughtSequences } from './taught-sequences.js';

export interface SpeculationParts {
  readonly stepCost: StepCost;
  readonly memoryBytes: number;
  /** A monotonic clock in milliseconds. */
  readonly now: () => number;
  readonly vocabularySize: number;
  readonly taught: TaughtSequences;
  readonly reports: ReportLog;
  readonly metrics: WorkerMetrics;
  readonly logger: Logger;
}

/** The endpoint's speculation, which tells of what it sees: to the log, the metrics and the control plane. */
export function openSpeculation(
  opened: EndpointSpeculator | undefined,
  { stepCost, memoryBytes, now, vocabularySize, taught, reports, metrics, logger }: SpeculationParts,
): EndpointSpeculation {
  return createSpeculation({
    stepCost,
    memoryBytes,
    holdBackRandom: Math.random,
    vocabularySize,
    onEnded: (sequence, learning) => {
      if (learning === 'on') taught.note(sequence);
      else reports.add(heldOutReport(sequence, { stepCost, vocabularySize }));
    },
    onDrift: (event) => {
      metrics.recordDrift(event);
      reports.add(driftReport(event));
      logger.info({ drift: event }, event.end === undefined ? 'the traffic drifts' : 'the drift is over');
    },
    ...(opened && {
      neural: {
        speculator: opened.speculator,
        now,
        onFailure: (error) =>
          logger.error(
            { error },
            'the static speculator failed; it is asked again once it has other weights',
          ),
      },
    }),
  });
}
