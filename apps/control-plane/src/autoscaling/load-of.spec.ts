import type { WorkerReport } from '@slipstream/contract';

import { loadOf } from './load-of.js';

const report = (active: number, waiting: number, oldestWaitMs = 0): WorkerReport =>
  ({ activeSequences: active, waitingSequences: waiting, oldestWaitMs }) as WorkerReport;

it('takes the greater of what gateways and replicas know', () => {
  const demand = { inFlight: 12, waiting: 3, oldestWaitMs: 40 };
  expect(loadOf(demand, [report(4, 0), report(2, 0)], 2)).toEqual({
    inFlight: 12,
    queueMs: 40,
    readyCount: 2,
  });
  // A request for four choices takes four lanes.
  expect(loadOf(demand, [report(8, 4), report(8, 0)], 2).inFlight).toBe(23);
  expect(loadOf(undefined, [report(1, 0)], 1)).toEqual({ inFlight: 1, queueMs: 0, readyCount: 1 });
});

it('counts waiting only when no replica is free of it', () => {
  expect(loadOf(undefined, [report(8, 9, 5_000), report(1, 0)], 2).queueMs).toBe(0);
  expect(loadOf(undefined, [report(8, 9, 5_000), report(8, 1, 300)], 2).queueMs).toBe(300);
});
