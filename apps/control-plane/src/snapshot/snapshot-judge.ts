import { Injectable } from '@nestjs/common';
import { Database, type Snapshot } from '@slipstream/persistence';

/** Decides which candidates replicas go on from. */
@Injectable()
export class SnapshotJudge {
  constructor(private readonly database: Database) {}

  /** Returns the candidate as it is then. */
  async judge(candidate: Snapshot): Promise<Snapshot> {
    const { pinnedSnapshotId } = await this.database.speculationPolicies.find(candidate.endpointId);
    if (pinnedSnapshotId !== null) return this.database.snapshotStates.move(candidate, { to: 'superseded' });
    return this.database.snapshotStates.move(candidate, { to: 'active' });
  }
}
