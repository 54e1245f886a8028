import { Injectable } from '@nestjs/common';
import { type EndpointId, EndpointNotFound, type SnapshotId, type TenantId } from '@slipstream/domain';
import { mergeInThread } from '@slipstream/learned-state';
import { Database, type Replica, type Snapshot } from '@slipstream/persistence';

import { SnapshotFiling } from './snapshot-filing.js';
import { SnapshotKeeper } from './snapshot-keeper.js';

/** Makes one version of what the replicas of an endpoint have learned apart from each other. */
@Injectable()
export class SnapshotMerge {
  constructor(
    private readonly database: Database,
    private readonly filing: SnapshotFiling,
    private readonly keeper: SnapshotKeeper,
  ) {}

  /** Undefined if all know the same. @throws StateChanged, LearnedRefused */
  async merge(endpointId: EndpointId, replicas: readonly Replica[]): Promise<Snapshot | undefined> {
    const lineages = replicas.map((replica) => this.keeper.lineageOf(replica));
    const parentIds = [...new Set(lineages.flatMap(({ filedAs }) => filedAs ?? []))];
    if (parentIds.length < 2) return undefined;
    const tenantId = await this.database.endpoints.findTenantId(endpointId);
    if (tenantId === undefined) throw new EndpointNotFound();
    const { generation } = await this.database.speculationPolicies.find(endpointId);
    const parents = await this.readAll(endpointId, tenantId, parentIds);
    if (parents.length < 2) return undefined;
    const bases = [...new Set(lineages.map(({ base }) => base))];
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
      else await this.keeper.refuse(snapshot, tenantId, read.refusal);
    }
    return all;
  }
}
