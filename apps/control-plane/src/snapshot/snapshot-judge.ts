import { Injectable } from '@nestjs/common';
import type { SnapshotEvidence } from '@slipstream/contract';
import { Database, type Snapshot } from '@slipstream/persistence';

import { HeldOutSequences, sequencesMin } from '../speculation/held-out-sequences.js';

/**
 * Decides how a candidate is judged: by replay, which is left to a queue, where there are enough held-out sequences. Without,
 * an endpoint's own learning goes on, and what comes from elsewhere waits.
 */
@Injectable()
export class SnapshotJudge {
  constructor(
    private readonly database: Database,
    private readonly heldOut: HeldOutSequences,
  ) {}

  /** Returns the candidate as it is then: `evaluating` if it is left to the queue. */
  async judge(candidate: Snapshot): Promise<Snapshot> {
    const { endpointId } = candidate;
    const { pinnedSnapshotId } = await this.database.speculationPolicies.find(endpointId);
    if (pinnedSnapshotId !== null) return this.database.snapshotStates.move(candidate, { to: 'superseded' });
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
    if (isOwn || (await snapshots.findActive(candidate.endpointId)) === undefined) {
      return snapshotStates.move(candidate, { to: 'active', evidence });
    }
    if (candidate.evidence.length === 0) await snapshotStates.addEvidence(candidate, evidence);
    return candidate;
  }
}
