import type { WorkerReport } from '@slipstream/contract';
import type { Replica } from '@slipstream/persistence';

import { untilIdle } from './until-idle.js';

const replica = {} as Replica;
const minute = 60_000;

/** Reports that come one after another; the last one comes for ever. */
function reportsOf(...sequences: (number | undefined)[]) {
  return {
    of: () => {
      const activeSequences = sequences.length > 1 ? sequences.shift() : sequences[0];
      const report = { activeSequences, waitingSequences: 0 } as WorkerReport;
      return Promise.resolve(activeSequences === undefined ? undefined : report);
    },
  };
}

const { signal } = new AbortController();

it('waits until nothing is under way, or the replica is gone', async () => {
  await untilIdle(replica, reportsOf(2, 0), { patienceMs: minute, hurry: signal });
  await untilIdle(replica, reportsOf(2, undefined), { patienceMs: minute, hurry: signal });
});

it('waits no longer than it may, nor once there is a hurry', async () => {
  await untilIdle(replica, reportsOf(1), { patienceMs: 0, hurry: signal });
  const hurry = new AbortController();
  const waiting = untilIdle(replica, reportsOf(1), { patienceMs: minute, hurry: hurry.signal });
  hurry.abort();
  await waiting;
});
