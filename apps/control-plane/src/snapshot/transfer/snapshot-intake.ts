import { Injectable } from '@nestjs/common';
import {
  type EndpointId,
  type SnapshotId,
  type SnapshotKind,
  SnapshotRefused,
  type TenantId,
} from '@slipstream/domain';
import { LearnedRefused, unpackLearned } from '@slipstream/learned-state';
import { Database, type Snapshot } from '@slipstream/persistence';

import { LearningLineage } from '../../rollout/learning-lineage.js';
import { SnapshotFiling } from '../snapshot-filing.js';
import { SnapshotJudge } from '../snapshot-judge.js';
import { followingOf } from '../snapshot-promotion.js';

/** Learning that comes from elsewhere. */
export interface TakenIn {
  readonly tenantId: TenantId;
  readonly endpointId: EndpointId;
  readonly kind: Extract<SnapshotKind, 'import' | 'copy'>;
  readonly parents: readonly SnapshotId[];
  readonly bytes: Buffer;
}

/** Files what comes from elsewhere as a candidate of an endpoint, and has it judged. */
@Injectable()
export class SnapshotIntake {
  constructor(
    private readonly database: Database,
    private readonly filing: SnapshotFiling,
    private readonly judge: SnapshotJudge,
    private readonly lineage: LearningLineage,
  ) {}

  /** @throws SnapshotRefused if it is no learned state, or of another model; StateChanged */
  async take({ tenantId, endpointId, kind, parents, bytes }: TakenIn): Promise<Snapshot> {
    const { modelDigest, learnedTokens } = await unpacked(bytes);
    if (modelDigest !== (await this.lineage.activeDigest(endpointId)))
      throw new SnapshotRefused('It was learned with another model than this endpoint has.');
    const { generation } = await this.database.speculationPolicies.find(endpointId);
    const { number: targetRevision } = await this.database.revisions.findActive(endpointId);
    const filed = await this.filing.file({
      tenantId,
      endpointId,
      kind,
      parents,
      targetRevision,
      modelDigest,
      learnedTokens: BigInt(learnedTokens),
      generation,
      bytes,
    });
    const judged = await this.judge.judge(filed);
    if (judged.state === 'active') await this.database.outbox.add(followingOf(endpointId));
    return judged;
  }
}

async function unpacked(bytes: Buffer): Promise<{ modelDigest: string; learnedTokens: number }> {
  try {
    return await unpackLearned(bytes);
  } catch (error) {
    if (error instanceof LearnedRefused) throw new SnapshotRefused(error.message);
    throw error;
  }
}
