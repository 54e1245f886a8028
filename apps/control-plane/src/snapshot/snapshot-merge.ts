import { Inject, Injectable } from '@nestjs/common';
import type { EndpointId, SnapshotId, TenantId } from '@slipstream/domain';
import { LearnedRefused, mergeInThread } from '@slipstream/learned-state';
import type { Logger } from '@slipstream/observability';
import { Database, type Replica, type Snapshot } from '@slipstream/persistence';

import { loggerToken } from '../logging.js';
import { LearningLineage } from '../rollout/learning-lineage.js';
import { type KnownLearning, KnownLearnings } from './known-learning.js';
import { SnapshotFiling } from './snapshot-filing.js';

/** Makes one version of what the replicas of an endpoint have learned apart from each other. */
@Injectable()
export class SnapshotMerge {
  constructor(
    private readonly database: Database,
    private readonly filing: SnapshotFiling,
    private readonly known: KnownLearnings,
    private readonly lineage: LearningLineage,
    @Inject(loggerToken) private readonly logger: Logger,
  ) {}

  /** Undefined if all know the same, or if it cannot be merged. @throws StateChanged */
  async merge(endpointId: EndpointId, replicas: readonly Replica[]): Promise<Snapshot | undefined> {
    try {
      return await this.mergeKnown(endpointId, await this.knownOf(replicas));
    } catch (error) {
      if (!(error instanceof LearnedRefused)) throw error;
      this.logger.warn({ err: error, endpointId }, 'what replicas learned cannot be merged');
      return undefined;
    }
  }

  private async mergeKnown(
    endpointId: EndpointId,
    known: readonly KnownLearning[],
  ): Promise<Snapshot | undefined> {
    const parentIds = [...new Set(known.flatMap(({ snapshotId }) => snapshotId ?? []))];
    if (parentIds.length < 2) return undefined;
    const tenantId = await this.filing.tenantOf(endpointId);
    const { generation } = await this.database.speculationPolicies.find(endpointId);
    const parents = await this.readAll(endpointId, tenantId, parentIds);
    if (parents.length < 2) return undefined;
    const bases = [...new Set(known.map(({ baseId }) => baseId))];
    const baseIds = bases.length === 1 && bases[0] !== undefined ? [bases[0]] : [];
    const [base] = await this.readAll(endpointId, tenantId, baseIds);
    const { bytes, learnedTokens } = await mergeInThread({
      states: parents.map((parent) => parent.bytes),
      ...(base === undefined ? {} : { base: base.bytes }),
    });
    const snapshots = parents.map(({ snapshot }) => snapshot);
    return this.filing.file({
      tenantId,
      endpointId,
      kind: 'merge',
      parents: snapshots.map(({ id }) => id),
      targetRevision: Math.max(...snapshots.map(({ targetRevision }) => targetRevision)),
      modelDigest: snapshots[0]!.modelDigest,
      learnedTokens: BigInt(learnedTokens),
      generation,
      bytes: Buffer.from(bytes),
    });
  }

  /** Of those replicas that learn what the endpoint's active revision does. */
  private async knownOf(replicas: readonly Replica[]): Promise<KnownLearning[]> {
    const lineages = await Promise.all(replicas.map((replica) => this.lineage.of(replica)));
    return replicas.filter((_, index) => lineages[index]!.isActive).map((replica) => this.known.of(replica));
  }

  /** Those that are still there; one whose seal is broken is refused and left out. */
  private async readAll(
    endpointId: EndpointId,
    tenantId: TenantId,
    ids: readonly SnapshotId[],
  ): Promise<{ readonly snapshot: Snapshot; readonly bytes: Buffer }[]> {
    const all = [];
    for (const id of ids) {
      const snapshot = await this.database.snapshots.find(endpointId, id);
      if (snapshot === undefined) continue;
      const read = await this.filing.read(snapshot, tenantId);
      if ('bytes' in read) all.push({ snapshot, bytes: read.bytes });
      else await this.filing.refuse(snapshot, tenantId, read.refusal);
    }
    return all;
  }
}
