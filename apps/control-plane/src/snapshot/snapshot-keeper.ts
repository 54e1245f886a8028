import { Inject, Injectable } from '@nestjs/common';
import type { Replica, Snapshot } from '@slipstream/persistence';

import { type Configuration, configurationToken } from '../configuration.js';
import { LearningLineage } from '../rollout/learning-lineage.js';
import { workerPlaceOf } from '../replica/worker-place.js';
import { ReplicaPolicies } from '../speculation/replica-policies.js';
import { KnownLearnings } from './known-learning.js';
import { SnapshotFiling } from './snapshot-filing.js';
import { fetchLearning } from './worker-learning.js';

/** Versions of a replica's own that are remembered: those that may still be judged. */
const containedMax = 8;

/** Carries what replicas have learned into the database. */
@Injectable()
export class SnapshotKeeper {
  constructor(
    private readonly filing: SnapshotFiling,
    private readonly policies: ReplicaPolicies,
    private readonly known: KnownLearnings,
    private readonly lineage: LearningLineage,
    @Inject(configurationToken) private readonly configuration: Configuration,
  ) {}

  /**
   * Files what a replica has learned as a candidate. Undefined if it has learned nothing, or nothing since the last time.
   * @throws StateChanged if the replica has been replaced, or all that was learned is to be forgotten.
   */
  async checkpoint(replica: Replica): Promise<Snapshot | undefined> {
    const place = workerPlaceOf(replica, this.configuration.WORKER_SECRET);
    // A revision on trial that learns something else leaves the endpoint's versions alone.
    if (place === undefined || !(await this.lineage.of(replica)).isActive) return undefined;
    await this.policies.follow(replica);
    const { etag, snapshotId, contained = [] } = this.known.of(replica);
    const learned = await fetchLearning(place, etag);
    if (learned === undefined) return undefined;
    if (learned.learnedTokens === 0n) {
      this.known.note(replica, { etag: learned.etag });
      return undefined;
    }
    const { endpointId, revision: targetRevision } = replica;
    const tenantId = await this.filing.tenantOf(endpointId);
    const created = await this.filing.file({
      ...learned,
      tenantId,
      endpointId,
      kind: 'checkpoint',
      parents: snapshotId === undefined ? [] : [snapshotId],
      replica,
      targetRevision,
    });
    const containing = [...contained, created.id].slice(-containedMax);
    this.known.note(replica, { etag: learned.etag, snapshotId: created.id, contained: containing });
    return created;
  }
}
