import type { ReplicaState } from '@slipstream/domain';
import type { Replica } from '@slipstream/persistence';

import { planReplicas } from './plan-replicas.js';

const replicasOf = (...states: ReplicaState[]): Replica[] =>
  states.map((state, index) => ({ id: `rep_${index}`, state }) as unknown as Replica);
const idsOf = (replicas: readonly Replica[]): string[] => replicas.map(({ id }) => String(id));

it('starts what is missing, beside what still drains', () => {
  const { kept, surplus, missingCount } = planReplicas(replicasOf('draining', 'ready'), 2);
  expect([idsOf(kept), idsOf(surplus), missingCount]).toEqual([['rep_1'], ['rep_0'], 1]);
});

it('gives up the failed before the starting, those before the ready, and of equals the newest', () => {
  const replicas = replicasOf('starting', 'ready', 'failed', 'ready');
  const leavers = [4, 3, 2, 1, 0].map((count) => idsOf(planReplicas(replicas, count).surplus));
  expect(leavers).toEqual([
    [],
    ['rep_2'],
    ['rep_0', 'rep_2'],
    ['rep_0', 'rep_2', 'rep_3'],
    ['rep_0', 'rep_1', 'rep_2', 'rep_3'],
  ]);
});
