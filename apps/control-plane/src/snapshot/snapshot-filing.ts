import { Inject, Injectable } from '@nestjs/common';
import {
  EndpointNotFound,
  type EndpointId,
  type ReplicaId,
  type SnapshotId,
  type SnapshotKind,
  SnapshotRefused,
  type TenantId,
} from '@slipstream/domain';
import { Database, newId, type Repositories, type Snapshot } from '@slipstream/persistence';

import { PlatformAudit } from '../audit/platform-audit.js';
import { type Configuration, configurationToken } from '../configuration.js';
import { sha256Of, SnapshotSeal } from './snapshot-seal.js';
import { toSnapshotView } from './snapshot.view.js';

/** What is to be filed, and what is said of it. */
export interface FiledLearning {
  readonly tenantId: TenantId;
  readonly endpointId: EndpointId;
  readonly kind: SnapshotKind;
  readonly parents: readonly SnapshotId[];
  readonly replica?: { readonly id: ReplicaId; readonly epoch: number };
  readonly targetRevision: number;
  readonly modelDigest: string;
  readonly learnedTokens: bigint;
  /** That of the endpoint's learning when the bytes were asked for. */
  readonly generation: number;
  readonly bytes: Buffer;
}

/** Seals what was learned and files it as the endpoint's next version. */
@Injectable()
export class SnapshotFiling {
  private readonly seal: SnapshotSeal;

  constructor(
    private readonly database: Database,
    private readonly audit: PlatformAudit,
    @Inject(configurationToken) { WORKER_SECRET: secret }: Configuration,
  ) {
    this.seal = new SnapshotSeal(secret);
  }

  /**
   * In a transaction of its own unless repositories of one are given.
   * @throws StateChanged if the replica was replaced, the learning is to be forgotten, or another version came first.
   */
  async file(
    { tenantId, replica, bytes, generation, parents, ...learning }: FiledLearning,
    { snapshots }: Pick<Repositories, 'snapshots'> = this.database,
  ): Promise<Snapshot> {
    const { endpointId, kind, targetRevision, modelDigest, learnedTokens } = learning;
    const facts = {
      endpointId,
      version: await snapshots.nextVersion(endpointId),
      modelDigest,
      learnedTokens,
      sizeBytes: bytes.length,
      sha256: sha256Of(bytes),
    };
    const snapshot = {
      ...facts,
      id: newId('snapshot'),
      kind,
      parents: [...parents],
      targetRevision,
      replicaId: replica?.id ?? null,
      replicaEpoch: replica?.epoch ?? null,
      signature: this.seal.sign({ ...facts, tenantId }),
    };
    return snapshots.create(snapshot, bytes, generation);
  }

  /** @throws EndpointNotFound once the endpoint is gone. */
  async tenantOf(endpointId: EndpointId): Promise<TenantId> {
    const tenantId = await this.database.endpoints.findTenantId(endpointId);
    if (tenantId === undefined) throw new EndpointNotFound();
    return tenantId;
  }

  /** Rejects a version that is not what it was filed as, and says so in the audit log. */
  async refuse(snapshot: Snapshot, tenantId: TenantId, reason: string): Promise<Snapshot> {
    const rejected = await this.database.snapshotStates.move(snapshot, { to: 'rejected', reason });
    const [before, after] = [toSnapshotView(snapshot), toSnapshotView(rejected)];
    const entry = { action: 'snapshot.refuse', tenantId, resourceId: String(snapshot.id), before, after };
    await this.audit.record('snapshot keeper', entry);
    return rejected;
  }

  /** The bytes of a version that somebody wants a copy of. @throws SnapshotRefused if they are not what was filed. */
  async readSound(snapshot: Snapshot, tenantId: TenantId): Promise<Buffer> {
    const read = await this.read(snapshot, tenantId);
    if ('refusal' in read) throw new SnapshotRefused(read.refusal);
    return read.bytes;
  }

  /** The bytes of a version, or why they are not what was filed. */
  async read(
    snapshot: Snapshot,
    tenantId: TenantId,
  ): Promise<{ readonly bytes: Buffer } | { readonly refusal: string }> {
    const bytes = await this.database.snapshots.readBytes(snapshot.id);
    const refusal = this.seal.whyBroken({ ...snapshot, tenantId }, snapshot.signature, bytes);
    return refusal === undefined ? { bytes } : { refusal };
  }
}
