import { Inject, Injectable } from '@nestjs/common';
import type { TenantId } from '@slipstream/domain';
import type { Logger } from '@slipstream/observability';
import { Database, type Replica, type Snapshot } from '@slipstream/persistence';

import { type Configuration, configurationToken } from '../configuration.js';
import { loggerToken } from '../logging.js';
import { type WorkerPlace, workerPlaceOf } from '../replica/worker-place.js';
import { LearningLineage } from '../rollout/learning-lineage.js';
import { ReplicaPolicies } from '../speculation/replica-policies.js';
import { isUnproven } from './is-unproven.js';
import { KnownLearnings } from './known-learning.js';
import { SnapshotFiling } from './snapshot-filing.js';
import { sendLearning } from './worker-learning.js';

interface Destination {
  readonly replica: Replica;
  readonly place: WorkerPlace;
  readonly tenantId: TenantId;
  /** Whether the endpoint's versions follow what becomes of this replica's. */
  readonly isActive: boolean;
}

/** Lets replicas go on from what their endpoint has learned. */
@Injectable()
export class SnapshotLoader {
  constructor(
    private readonly database: Database,
    private readonly filing: SnapshotFiling,
    private readonly lineage: LearningLineage,
    private readonly policies: ReplicaPolicies,
    private readonly known: KnownLearnings,
    @Inject(configurationToken) private readonly configuration: Configuration,
    @Inject(loggerToken) private readonly logger: Logger,
  ) {}

  /**
   * Brings a replica to its endpoint's active version, or the pinned one, of those about its own weights. A version whose seal is broken, or that the replica
   * refuses, is rejected, and the one before it is tried. One that live traffic has not proven goes on trial against what the
   * replica knows, or if it knows nothing yet, against the version before.
   */
  async restore(replica: Replica): Promise<void> {
    const place = workerPlaceOf(replica, this.configuration.WORKER_SECRET);
    if (place === undefined) return;
    const { pinnedSnapshotId } = await this.policies.follow(replica);
    const tenantId = await this.filing.tenantOf(replica.endpointId);
    const { modelDigest, isActive } = await this.lineage.of(replica);
    const destination = { replica, place, tenantId, isActive };
    const usable = await this.database.snapshots.listUsable(replica.endpointId, modelDigest);
    const pinned = usable.find(({ id }) => id === pinnedSnapshotId);
    if (pinned !== undefined) return this.loadFirst(destination, [pinned, ...usable]);
    const [first, ...former] = usable;
    if (first === undefined) return;
    if (!isUnproven(first)) return this.loadFirst(destination, usable);
    if (this.known.of(replica).snapshotId === undefined) await this.loadFirst(destination, former);
    const isKnowing = this.known.of(replica).snapshotId !== undefined;
    if (!(await this.load(destination, first, isKnowing ? 'onTrial' : 'atOnce'))) {
      await this.loadFirst(destination, former);
    }
  }

  private async loadFirst(destination: Destination, snapshots: readonly Snapshot[]): Promise<void> {
    for (const snapshot of snapshots) if (await this.load(destination, snapshot, 'atOnce')) return;
  }

  /** Returns whether the replica has it. */
  private async load(
    { replica, place, tenantId, isActive }: Destination,
    snapshot: Snapshot,
    how: 'atOnce' | 'onTrial',
  ): Promise<boolean> {
    const { id: snapshotId, version } = snapshot;
    const context = { replicaId: replica.id, snapshotId, version, how };
    const { etag, snapshotId: filedAs } = this.known.of(replica);
    const isIncluded = filedAs !== undefined && [snapshotId, ...snapshot.parents].includes(filedAs);
    const read = await this.filing.read(snapshot, tenantId);
    const answer =
      'bytes' in read
        ? await sendLearning(place, {
            bytes: read.bytes,
            includes: isIncluded ? etag : undefined,
            trialOf: how === 'onTrial' ? snapshotId : undefined,
          })
        : read;
    if ('refusal' in answer) {
      this.logger.error({ ...context, reason: answer.refusal }, 'a snapshot is rejected');
      await this.filing.refuse(snapshot, tenantId, answer.refusal);
      return false;
    }
    if (answer.kind === 'inUse')
      this.known.note(replica, {
        etag: answer.etag,
        snapshotId,
        baseId: snapshotId,
        contained: [snapshotId],
      });
    if (how === 'atOnce' && isActive && snapshot.state !== 'active') await this.becomeActive(snapshot);
    this.logger.info(context, 'a replica goes on from a snapshot');
    return true;
  }

  /** What a replica could be brought back to is what its endpoint goes on from, unless another one is active. */
  private async becomeActive(snapshot: Snapshot): Promise<void> {
    const { snapshots, snapshotStates } = this.database;
    if ((await snapshots.findActive(snapshot.endpointId)) !== undefined) return;
    await snapshotStates.move(snapshot, { to: 'active' });
  }
}
