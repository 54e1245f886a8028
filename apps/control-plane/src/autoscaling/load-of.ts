import type { WorkerReport } from '@slipstream/contract';
import type { Demand } from '@slipstream/persistence';

import type { Load } from './wanted-replicas.js';

/**
 * The load of an endpoint from what its gateways and its ready replicas report. Gateways know who waits before a replica;
 * replicas count each choice of a request, because each takes a lane, and know callers that come past the gateways.
 */
export function loadOf(
  demand: Demand | undefined,
  reports: readonly WorkerReport[],
  readyCount: number,
): Load {
  const sequences = reports.reduce(
    (sum, report) => sum + report.activeSequences + report.waitingSequences,
    0,
  );
  // As long as one replica has no queue, a new request finds a place there.
  const waits = reports.map(({ oldestWaitMs }) => oldestWaitMs);
  const workerWaitMs = waits.length === 0 ? 0 : Math.min(...waits);
  return {
    inFlight: Math.max(demand?.inFlight ?? 0, sequences + (demand?.waiting ?? 0)),
    queueMs: Math.max(demand?.oldestWaitMs ?? 0, workerWaitMs),
    readyCount,
  };
}
