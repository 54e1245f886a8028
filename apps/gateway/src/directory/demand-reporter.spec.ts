import type { EndpointId } from '@slipstream/domain';
import { createLogger } from '@slipstream/observability';
import type { GatewayDemand } from '@slipstream/persistence';

import { DemandReporter } from './demand-reporter.js';

const id = 'ep_1' as unknown as EndpointId;
const counts = new Map<EndpointId, number>();
const sent: (readonly GatewayDemand[])[] = [];
let failure: Error | undefined;

const reporter = new DemandReporter({
  counts: () => counts,
  waitsOf: () => ({ waiting: counts.size === 0 ? 0 : 2, oldestWaitMs: counts.size === 0 ? 0 : 10.4 }),
  report: async (demands) => {
    if (failure !== undefined) throw failure;
    sent.push(demands);
  },
  nowMs: () => 0,
  logger: createLogger({ name: 'test', level: 'silent' }),
});

it('reports while something is under way, once more when nothing is, and then falls silent', async () => {
  await reporter.report();
  expect(sent).toEqual([]);
  counts.set(id, 3);
  await reporter.report();
  counts.clear();
  failure = new Error('the database is down');
  await reporter.report();
  failure = undefined;
  await reporter.report();
  await reporter.report();
  expect(sent).toEqual([
    [{ endpointId: id, inFlight: 3, waiting: 2, oldestWaitMs: 10 }],
    [{ endpointId: id, inFlight: 0, waiting: 0, oldestWaitMs: 0 }],
  ]);
});
