import { Injectable } from '@nestjs/common';
import type { EndpointId, SnapshotId, TenantId } from '@slipstream/domain';
import { mergeInThread } from '@slipstream/learned-state';
import { Database, type Replica, type Snapshot } from '@slipstream/persistence';

import { KnownLearnings } from './known-learning.js';
import { SnapshotFiling } from './snapshot-filing.js';

/** Makes one version of what the replicas of an endpoint have learned apart from each other. */
@Injectable()
export class SnapshotMerge {
  constructor(
    private readonly database: Database,
    private readonly filing: SnapshotFiling,
    private readonly known: KnownLearnings,
  ) {}

  /** Undefined if all know the same. @throws StateChanged, LearnedRefused */
  async merge(endpointId: EndpointId, replicas: readonly Replica[]): Promise<Snapshot | undefined> {
    const known = replicas.map((replica) => this.known.of(replica));
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
