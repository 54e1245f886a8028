import { Inject, Injectable } from '@nestjs/common';
import { EndpointNotFound, type EndpointId, type ReplicaId, type TenantId } from '@slipstream/domain';
import type { Logger } from '@slipstream/observability';
import { Database, newId, type Replica, type Snapshot } from '@slipstream/persistence';

import { type Configuration, configurationToken } from '../configuration.js';
import { loggerToken } from '../logging.js';
import { workerPlaceOf } from '../replica/worker-place.js';
import { sha256Of, SnapshotSeal } from './snapshot-seal.js';
import { fetchLearning, sendLearning } from './worker-learning.js';

/** Versions before the active one that an endpoint can go back to. */
const keptVersions = 5;

/** Carries what replicas have learned into the database and back. */
@Injectable()
export class SnapshotKeeper {
  private readonly seal: SnapshotSeal;
  /** What each replica's learning was when it was last seen. */
  private readonly etags = new Map<ReplicaId, string>();

  constructor(
    private readonly database: Database,
    @Inject(configurationToken) private readonly configuration: Configuration,
    @Inject(loggerToken) private readonly logger: Logger,
  ) {
    this.seal = new SnapshotSeal(configuration.WORKER_SECRET);
  }

  /**
   * Files what a replica has learned as the endpoint's active snapshot. Undefined if it has learned nothing since the
   * last time. @throws StateChanged if the replica has been replaced.
   */
  async checkpoint(replica: Replica): Promise<Snapshot | undefined> {
    const place = workerPlaceOf(replica, this.configuration.WORKER_SECRET);
    if (place === undefined) return undefined;
    const learned = await fetchLearning(place, this.etags.get(replica.id));
    if (learned === undefined) return undefined;
    const { endpointId, id: replicaId, epoch: replicaEpoch } = replica;
    const { modelDigest, learnedTokens, bytes } = learned;
    const tenantId = await this.tenantOf(endpointId);
    const facts = {
      endpointId,
      version: await this.database.snapshots.nextVersion(endpointId),
      modelDigest,
      learnedTokens,
      sizeBytes: bytes.length,
      sha256: sha256Of(bytes),
    };
    const signature = this.seal.sign({ ...facts, tenantId });
    const snapshot = { ...facts, id: newId('snapshot'), replicaId, replicaEpoch, signature };
    const created = await this.database.snapshots.create(snapshot, bytes, keptVersions);
    this.etags.set(replicaId, learned.etag);
    return created;
  }

  /**
   * Lets a replica go on from the endpoint's active snapshot, if there is one. A snapshot whose seal is broken, or that the
   * replica refuses, is rejected for good, and the one before it is tried.
   */
  async restore(replica: Replica): Promise<void> {
    const place = workerPlaceOf(replica, this.configuration.WORKER_SECRET);
    if (place === undefined) return;
    const tenantId = await this.tenantOf(replica.endpointId);
    for (const snapshot of await this.database.snapshots.listUsable(replica.endpointId)) {
      const { id: snapshotId, version } = snapshot;
      const context = { replicaId: replica.id, snapshotId, version };
      const bytes = await this.database.snapshots.readBytes(snapshotId);
      const broken = this.seal.whyBroken({ ...snapshot, tenantId }, snapshot.signature, bytes);
      const answer = broken === undefined ? await sendLearning(place, bytes) : { refusal: broken };
      if ('etag' in answer) {
        this.etags.set(replica.id, answer.etag);
        await this.database.snapshots.activate(snapshot);
        this.logger.info(context, 'a replica goes on from a snapshot');
        return;
      }
      this.logger.error({ ...context, reason: answer.refusal }, 'a snapshot is rejected');
      await this.database.snapshots.reject(snapshot, answer.refusal);
    }
  }

  private async tenantOf(endpointId: EndpointId): Promise<TenantId> {
    const tenantId = await this.database.endpoints.findTenantId(endpointId);
    if (tenantId === undefined) throw new EndpointNotFound();
    return tenantId;
  }
}
