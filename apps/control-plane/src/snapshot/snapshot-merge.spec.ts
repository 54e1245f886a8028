import { LearnedRefused } from '@slipstream/learned-state';
import type { Logger } from '@slipstream/observability';
import { type Database, newId, type Replica } from '@slipstream/persistence';

import type { LearningLineage } from '../rollout/learning-lineage.js';
import { KnownLearnings } from './known-learning.js';
import type { SnapshotFiling } from './snapshot-filing.js';
import { SnapshotMerge } from './snapshot-merge.js';

const endpointId = newId('endpoint');
const replicas = [1, 2].map((revision) => ({ id: newId('replica'), epoch: 1, revision }) as Replica);
const known = new KnownLearnings();
for (const replica of replicas) known.note(replica, { snapshotId: newId('snapshot') });

const merging = (filing: Partial<SnapshotFiling>, isActive: (replica: Replica) => boolean): SnapshotMerge => {
  const lineage = { of: (replica: Replica) => Promise.resolve({ isActive: isActive(replica) }) };
  return new SnapshotMerge(
    {} as Database,
    filing as SnapshotFiling,
    known,
    lineage as unknown as LearningLineage,
    { warn: () => undefined } as unknown as Logger,
  );
};

it('takes nothing of replicas that learn another model', async () => {
  const merge = merging({}, ({ revision }) => revision === 1);
  expect(await merge.merge(endpointId, replicas)).toBeUndefined();
});

it('makes nothing of what cannot be merged, and fails where something else is wrong', async () => {
  const failing = (error: Error) =>
    merging({ tenantOf: () => Promise.reject(error) }, () => true).merge(endpointId, replicas);
  expect(await failing(new LearnedRefused('it is broken.'))).toBeUndefined();
  await expect(failing(new Error('the database is gone'))).rejects.toThrow('the database is gone');
});
