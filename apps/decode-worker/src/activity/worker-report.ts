import type { WorkerReport } from '@slipstream/contract';
import type { EngineLoad } from '@slipstream/decode';
import type { LiveSpeedup } from '@slipstream/speculation';

import type { ActivitySummary } from './activity.js';

export interface ReportedFigures {
  readonly lanes: number;
  readonly load: EngineLoad;
  readonly summary: ActivitySummary;
  readonly liveSpeedup: LiveSpeedup | undefined;
}

/** A worker's figures in the words of the contract. */
export function toWorkerReport({ lanes, load, summary, liveSpeedup }: ReportedFigures): WorkerReport {
  const { active, waiting, oldestWaitMs } = load;
  return {
    lanes,
    activeSequences: active,
    waitingSequences: waiting,
    oldestWaitMs,
    ...summary,
    speedup: liveSpeedup === undefined ? null : toMeasuredSpeedup(liveSpeedup),
  };
}

function toMeasuredSpeedup({ speedup, ...rest }: LiveSpeedup): WorkerReport['speedup'] {
  return { mean: speedup, ...rest };
}
