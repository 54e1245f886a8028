import { Injectable } from '@nestjs/common';
import { Database, type Snapshot } from '@slipstream/persistence';

import { KnownLearnings } from './known-learning.js';
import { SnapshotPromotion } from './snapshot-promotion.js';

/** Draws the consequences of a judgement: who goes on from what, and which versions are forgotten. */
@Injectable()
export class SnapshotOutcomes {
  constructor(
    private readonly database: Database,
    private readonly known: KnownLearnings,
    private readonly promotion: SnapshotPromotion,
  ) {}

  /** Replicas that know an active version keep what they learned on top; those that know a rejected one unlearn it. */
  async conclude(judged: Snapshot): Promise<void> {
    const { id, endpointId, state } = judged;
    if (state === 'active') {
      this.known.noteActive(judged);
      this.promotion.start(endpointId, (replica) => !this.known.has(replica, id));
    } else if (state === 'rejected' || state === 'superseded') {
      this.promotion.start(endpointId, (replica) => this.known.of(replica).snapshotId === id);
    }
    const { keptVersions, keptDays } = await this.database.speculationPolicies.find(endpointId);
    await this.database.snapshots.prune(endpointId, { versions: keptVersions, days: keptDays }, new Date());
  }
}
