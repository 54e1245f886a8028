import { Inject, Injectable } from '@nestjs/common';
import {
  EndpointNotFound,
  type EndpointId,
  type ReplicaId,
  type SnapshotId,
  type TenantId,
} from '@slipstream/domain';
import type { Logger } from '@slipstream/observability';
import { Database, type Replica, type Snapshot, type SpeculationPolicy } from '@slipstream/persistence';

import { PlatformAudit } from '../audit/platform-audit.js';
import { type Configuration, configurationToken } from '../configuration.js';
import { loggerToken } from '../logging.js';
import { type WorkerPlace, workerPlaceOf } from '../replica/worker-place.js';
import { SnapshotFiling } from './snapshot-filing.js';
import { toSnapshotView } from './snapshot.view.js';
import { fetchLearning, sendLearning, sendPolicy } from './worker-learning.js';

/** What is known of a replica's learning in its present life. */
interface KnownLearning {
  readonly epoch: number;
  readonly etag?: string;
  /** The version that it was last filed as, or went on from. */
  readonly snapshotId?: SnapshotId;
  /** The newest version that was active and that its learning goes back to. */
  readonly baseId?: SnapshotId;
  /** Of the policy that it was told. */
  readonly policyKey?: string;
}

/** Carries what replicas have learned into the database and back. */
@Injectable()
export class SnapshotKeeper {
  private readonly known = new Map<ReplicaId, KnownLearning>();

  constructor(
    private readonly database: Database,
    private readonly filing: SnapshotFiling,
    private readonly audit: PlatformAudit,
    @Inject(configurationToken) private readonly configuration: Configuration,
    @Inject(loggerToken) private readonly logger: Logger,
  ) {}

  /**
   * Files what a replica has learned as a candidate. Undefined if it has learned nothing since the last time.
   * @throws StateChanged if the replica has been replaced, or all that was learned is to be forgotten.
   */
  async checkpoint(replica: Replica): Promise<Snapshot | undefined> {
    const place = this.placeOf(replica);
    if (place === undefined) return undefined;
    const policy = await this.database.speculationPolicies.find(replica.endpointId);
    await this.tell(replica, place, policy);
    const { etag, snapshotId } = this.knownOf(replica);
    const learned = await fetchLearning(place, etag);
    if (learned === undefined) return undefined;
    const { endpointId, revision: targetRevision } = replica;
    const created = await this.filing.file({
      ...learned,
      tenantId: await this.tenantOf(endpointId),
      endpointId,
      kind: 'checkpoint',
      parents: snapshotId === undefined ? [] : [snapshotId],
      replica,
      targetRevision,
    });
    this.note(replica, { etag: learned.etag, snapshotId: created.id });
    return created;
  }

  /**
   * Lets a replica go on from what its endpoint has learned, if there is anything. A snapshot whose seal is broken, or that
   * the replica refuses, is rejected, and the one before it is tried.
   */
  async restore(replica: Replica): Promise<void> {
    const place = this.placeOf(replica);
    if (place === undefined) return;
    const policy = await this.database.speculationPolicies.find(replica.endpointId);
    await this.tell(replica, place, policy);
    const tenantId = await this.tenantOf(replica.endpointId);
    const usable = await this.database.snapshots.listUsable(replica.endpointId);
    const isPinned = ({ id }: Snapshot): boolean => id === policy.pinnedSnapshotId;
    for (const snapshot of [...usable.filter(isPinned), ...usable.filter((other) => !isPinned(other))]) {
      const { id: snapshotId, version } = snapshot;
      const context = { replicaId: replica.id, snapshotId, version };
      const read = await this.filing.read(snapshot, tenantId);
      const { etag: included, snapshotId: filedAs } = this.knownOf(replica);
      const isIncluded = filedAs !== undefined && [snapshotId, ...snapshot.parents].includes(filedAs);
      const includes = isIncluded ? included : undefined;
      const answer = 'bytes' in read ? await sendLearning(place, { ...read, includes }) : read;
      if ('etag' in answer) {
        this.note(replica, { etag: answer.etag, snapshotId, baseId: snapshotId });
        if (snapshot.state !== 'active') await this.database.snapshotStates.move(snapshot, { to: 'active' });
        this.logger.info(context, 'a replica goes on from a snapshot');
        return;
      }
      this.logger.error({ ...context, reason: answer.refusal }, 'a snapshot is rejected');
      await this.refuse(snapshot, tenantId, answer.refusal);
    }
  }

  /** Whatever replicas learn from now on goes back to this version, if it is what they were filed as. */
  noteActive({ id: snapshotId }: Snapshot): void {
    for (const [replicaId, known] of this.known)
      if (known.snapshotId === snapshotId) this.known.set(replicaId, { ...known, baseId: snapshotId });
  }

  /** The version that holds what a replica has learned, and the one that its learning goes back to. */
  lineageOf(replica: Replica): {
    readonly filedAs: SnapshotId | undefined;
    readonly base: SnapshotId | undefined;
  } {
    const { snapshotId, baseId } = this.knownOf(replica);
    return { filedAs: snapshotId, base: baseId };
  }

  /** Brings a replica to its endpoint's policy, and lets it forget what is to be forgotten. */
  async follow(replica: Replica): Promise<void> {
    const place = this.placeOf(replica);
    if (place === undefined) return;
    await this.tell(replica, place, await this.database.speculationPolicies.find(replica.endpointId));
  }

  /** Rejects a version that is not what it was filed as, and says so in the audit log. */
  async refuse(snapshot: Snapshot, tenantId: TenantId, reason: string): Promise<void> {
    const rejected = await this.database.snapshotStates.move(snapshot, { to: 'rejected', reason });
    const [before, after] = [toSnapshotView(snapshot), toSnapshotView(rejected)];
    const entry = { action: 'snapshot.refuse', tenantId, resourceId: String(snapshot.id), before, after };
    await this.audit.record('snapshot keeper', entry);
  }

  private async tell(replica: Replica, place: WorkerPlace, policy: SpeculationPolicy): Promise<void> {
    const { generation, speculation, learning, heldOut } = policy;
    const body = { generation, speculation, learning, heldOut };
    const policyKey = JSON.stringify(body);
    if (this.knownOf(replica).policyKey === policyKey) return;
    await sendPolicy(place, body);
    this.note(replica, { policyKey });
  }

  private placeOf(replica: Replica): WorkerPlace | undefined {
    return workerPlaceOf(replica, this.configuration.WORKER_SECRET);
  }

  /** What was known of an earlier life says nothing about the present one. */
  private knownOf({ id, epoch }: Replica): KnownLearning {
    const known = this.known.get(id);
    return known?.epoch === epoch ? known : { epoch };
  }

  private note(replica: Replica, news: Omit<KnownLearning, 'epoch'>): void {
    this.known.set(replica.id, { ...this.knownOf(replica), ...news });
  }

  private async tenantOf(endpointId: EndpointId): Promise<TenantId> {
    const tenantId = await this.database.endpoints.findTenantId(endpointId);
    if (tenantId === undefined) throw new EndpointNotFound();
    return tenantId;
  }
}
