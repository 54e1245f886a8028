import { Injectable } from '@nestjs/common';
import type { LiveEvidence, VerdictReport } from '@slipstream/contract';
import { EndpointNotFound, type SnapshotId } from '@slipstream/domain';
import { Database, type Replica, type Snapshot } from '@slipstream/persistence';

import { PlatformAudit } from '../audit/platform-audit.js';
import { LearningLineage } from '../rollout/learning-lineage.js';
import { KnownLearnings } from './known-learning.js';
import { SnapshotPromotion } from './snapshot-promotion.js';
import { toSnapshotView } from './snapshot.view.js';

/** Takes what live traffic says of versions: those that are slower than what was before them are rolled back. */
@Injectable()
export class SnapshotVerdicts {
  constructor(
    private readonly database: Database,
    private readonly audit: PlatformAudit,
    private readonly known: KnownLearnings,
    private readonly promotion: SnapshotPromotion,
    private readonly lineage: LearningLineage,
  ) {}

  /** Taken twice, it changes nothing more. */
  async take(
    replica: Replica,
    { snapshotId, isWorse, ratio, low, high, steps, at }: VerdictReport & { at: string },
  ): Promise<void> {
    const snapshot = await this.database.snapshots.find(replica.endpointId, snapshotId as SnapshotId);
    if (snapshot === undefined) return;
    const evidence: LiveEvidence = { kind: 'live', at, ratio, low, high, steps };
    if (snapshot.evidence.some((finding) => finding.kind === 'live' && finding.at === at)) return;
    if (isWorse) return this.rollBack(snapshot, evidence);
    await this.database.snapshotStates.addEvidence(snapshot, evidence);
    this.known.note(replica, { snapshotId: snapshot.id, baseId: snapshot.id, contained: [snapshot.id] });
  }

  /** The replica that found out has gone back by itself; the others follow. */
  private async rollBack(snapshot: Snapshot, evidence: LiveEvidence): Promise<void> {
    const { endpointId, state } = snapshot;
    if (state === 'rejected') return this.database.snapshotStates.addEvidence(snapshot, evidence);
    const tenantId = await this.database.endpoints.findTenantId(endpointId);
    if (tenantId === undefined) throw new EndpointNotFound();
    const modelDigest = await this.lineage.activeDigest(endpointId);
    const { ratio, high } = evidence;
    const reason = `Live traffic was slower with it: ${ratio.toFixed(2)} of the speed before, at most ${high.toFixed(2)}.`;
    const now = await this.database.transaction(async ({ snapshots, snapshotStates }) => {
      const rejected = await snapshotStates.move(snapshot, { to: 'rejected', reason, evidence });
      const [former] = state === 'active' ? await snapshots.listUsable(endpointId, modelDigest) : [];
      if (former !== undefined) await snapshotStates.move(former, { to: 'active' });
      return rejected;
    });
    const [before, after] = [toSnapshotView(snapshot), toSnapshotView(now)];
    const entry = { action: 'snapshot.rollback', tenantId, resourceId: String(snapshot.id), before, after };
    await this.audit.record('snapshot verdicts', entry);
    this.promotion.start(endpointId);
  }
}
