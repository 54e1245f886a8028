import { setTimeout as delay } from 'node:timers/promises';

import type { Replica } from '@slipstream/persistence';

import type { WorkerReports } from './worker-reports.js';

const pollMs = 250;

export interface Patience {
  readonly patienceMs: number;
  /** Aborted when the replica is to go at once after all. */
  readonly hurry: AbortSignal;
}

/** Resolves when a replica has nothing under way, is gone, or has had its time. It must get nothing new meanwhile. */
export async function untilIdle(
  replica: Replica,
  reports: Pick<WorkerReports, 'of'>,
  { patienceMs, hurry }: Patience,
): Promise<void> {
  const deadlineMs = performance.now() + patienceMs;
  while (performance.now() < deadlineMs && !hurry.aborted) {
    const report = await reports.of(replica);
    if (report === undefined || report.activeSequences + report.waitingSequences === 0) return;
    await delay(pollMs, undefined, { signal: hurry }).catch(() => undefined);
  }
}
