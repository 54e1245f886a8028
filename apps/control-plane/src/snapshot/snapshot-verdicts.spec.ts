import { type Database, newId, type Replica, type Snapshot } from '@slipstream/persistence';

import type { PlatformAudit } from '../audit/platform-audit.js';
import type { LearningLineage } from '../rollout/learning-lineage.js';
import { KnownLearnings } from './known-learning.js';
import type { SnapshotPromotion } from './snapshot-promotion.js';
import { SnapshotVerdicts } from './snapshot-verdicts.js';

const endpointId = newId('endpoint');
const version = (modelDigest: string, state: string) =>
  ({
    ...{ id: newId('snapshot'), endpointId, modelDigest, state, parents: [], evidence: [] },
    ...{ learnedTokens: 1n, createdAt: new Date(), promotedAt: new Date() },
  }) as unknown as Snapshot;

it('goes back to the version before of the model that the endpoint has, not to one of another', async () => {
  const slower = version('new', 'active');
  const [other, former] = [version('old', 'superseded'), version('new', 'superseded')];
  const moves: unknown[] = [];
  const repositories = {
    endpoints: { findTenantId: () => Promise.resolve(newId('tenant')) },
    snapshots: {
      find: () => Promise.resolve(slower),
      listUsable: (_: unknown, digest: string) =>
        Promise.resolve([other, former].filter(({ modelDigest }) => modelDigest === digest)),
    },
    snapshotStates: {
      move: (snapshot: Snapshot, { to }: { to: string }) => {
        moves.push([snapshot.id, to]);
        return Promise.resolve(snapshot);
      },
    },
  };
  const transaction = (work: (given: typeof repositories) => Promise<unknown>) => work(repositories);
  const verdicts = new SnapshotVerdicts(
    { ...repositories, transaction } as unknown as Database,
    { record: () => Promise.resolve() } as unknown as PlatformAudit,
    new KnownLearnings(),
    { start: () => undefined } as unknown as SnapshotPromotion,
    { activeDigest: () => Promise.resolve('new') } as unknown as LearningLineage,
  );
  const figures = { ratio: 0.5, low: 0.4, high: 0.6, steps: 1_000 };
  await verdicts.take({ endpointId } as Replica, {
    ...figures,
    ...{ kind: 'verdict', snapshotId: String(slower.id), isWorse: true, at: new Date().toISOString() },
  });
  expect(moves).toEqual([
    [slower.id, 'rejected'],
    [former.id, 'active'],
  ]);
});
