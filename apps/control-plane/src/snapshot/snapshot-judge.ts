import { Injectable } from '@nestjs/common';
import type { SnapshotEvidence } from '@slipstream/contract';
import { Database, type Snapshot } from '@slipstream/persistence';

import { LearningLineage } from '../rollout/learning-lineage.js';
import { HeldOutSequences, sequencesMin } from '../speculation/held-out-sequences.js';

/**
 * Decides how a candidate is judged: by replay, which is left to a queue, where there are enough held-out sequences. Without,
 * an endpoint's own learning goes on, and what comes from elsewhere waits. What was learned with another model than the active
 * revision's is not judged any more.
 */
@Injectable()
export class SnapshotJudge {
  constructor(
    private readonly database: Database,
    private readonly heldOut: HeldOutSequences,
    private readonly lineage: LearningLineage,
  ) {}

  /** Returns the candidate as it is then: `evaluating` if it is left to the queue. */
  async judge(candidate: Snapshot): Promise<Snapshot> {
    const { endpointId } = candidate;
    const { pinnedSnapshotId } = await this.database.speculationPolicies.find(endpointId);
    const modelDigest = await this.lineage.activeDigest(endpointId);
    if (pinnedSnapshotId !== null || candidate.modelDigest !== modelDigest)
      return this.database.snapshotStates.move(candidate, { to: 'superseded' });
    const count = await this.heldOut.count(endpointId);
    return count < sequencesMin ? this.decideUnjudged(candidate, count) : this.leaveToQueue(candidate);
  }

  private leaveToQueue(candidate: Snapshot): Promise<Snapshot> {
    const { endpointId, id: snapshotId } = candidate;
    return this.database.transaction(async ({ snapshotStates, outbox }) => {
      const evaluating = await snapshotStates.move(candidate, { to: 'evaluating' });
      const payload = { endpointId, snapshotId };
      await outbox.add({ topic: 'snapshot.evaluate', key: String(snapshotId), payload });
      return evaluating;
    });
  }

  private async decideUnjudged(candidate: Snapshot, count: number): Promise<Snapshot> {
    const { snapshots, snapshotStates } = this.database;
    const isOwn = candidate.kind === 'checkpoint' || candidate.kind === 'merge';
    const note = `${count} sequences are held out; ${sequencesMin} are needed to judge by.`;
    const evidence: SnapshotEvidence = { kind: 'note', at: new Date().toISOString(), note };
    const active = await snapshots.findActive(candidate.endpointId);
    if (isOwn || active?.modelDigest !== candidate.modelDigest) {
      return snapshotStates.move(candidate, { to: 'active', evidence });
    }
    if (candidate.evidence.length === 0) await snapshotStates.addEvidence(candidate, evidence);
    return candidate;
  }
}
