import { SnapshotRefused } from '@slipstream/domain';
import { packLearned } from '@slipstream/learned-state';
import { type Database, newId } from '@slipstream/persistence';

import type { LearningLineage } from '../../rollout/learning-lineage.js';
import type { FiledLearning, SnapshotFiling } from '../snapshot-filing.js';
import type { SnapshotJudge } from '../snapshot-judge.js';
import { SnapshotIntake } from './snapshot-intake.js';

const [former, present] = ['ab'.repeat(32), 'cd'.repeat(32)];
const place = {
  tenantId: newId('tenant'),
  endpointId: newId('endpoint'),
  kind: 'import',
  parents: [],
} as const;

it('takes what was learned with the model that the endpoint has by now, and nothing of the one before', async () => {
  const filed: FiledLearning[] = [];
  const file = (learning: FiledLearning) => Promise.resolve(filed.push(learning));
  const intake = new SnapshotIntake(
    {
      speculationPolicies: { find: () => Promise.resolve({ generation: 1 }) },
      revisions: { findActive: () => Promise.resolve({ number: 2 }) },
    } as unknown as Database,
    { file } as unknown as SnapshotFiling,
    { judge: () => Promise.resolve({ state: 'candidate' }) } as unknown as SnapshotJudge,
    { activeDigest: () => Promise.resolve(present) } as unknown as LearningLineage,
  );
  const take = async (modelDigest: string) => {
    const learned = { modelDigest, learnedTokens: 1, speculation: new Uint8Array(8) };
    return intake.take({ ...place, bytes: Buffer.from(await packLearned(learned)) });
  };
  await expect(take(former)).rejects.toThrow(SnapshotRefused);
  await take(present);
  expect(filed.map(({ modelDigest, targetRevision }) => [modelDigest, targetRevision])).toEqual([
    [present, 2],
  ]);
});
