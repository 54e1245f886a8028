import { Inject, Injectable } from '@nestjs/common';
import type { ReplayEvidence } from '@slipstream/contract';
import { type HeldOut, LearnedRefused, replayInThread } from '@slipstream/learned-state';
import type { Logger } from '@slipstream/observability';
import { Database, type Snapshot } from '@slipstream/persistence';
import type { AssignedWork } from '@slipstream/queue';

import { loggerToken } from '../logging.js';
import { LearningLineage } from '../rollout/learning-lineage.js';
import { HeldOutSequences } from '../speculation/held-out-sequences.js';
import { Handles } from '../work/handles.js';
import { SnapshotFiling } from './snapshot-filing.js';
import { SnapshotOutcomes } from './snapshot-outcomes.js';

/** Judges candidates by replay of held-out sequences against the active version, from a queue. */
@Injectable()
export class SnapshotEvaluation {
  constructor(
    private readonly database: Database,
    private readonly heldOut: HeldOutSequences,
    private readonly filing: SnapshotFiling,
    private readonly outcomes: SnapshotOutcomes,
    private readonly lineage: LearningLineage,
    @Inject(loggerToken) private readonly logger: Logger,
  ) {}

  /** One at a time: replay takes a processor. Done before, or decided otherwise meanwhile, it does nothing. */
  @Handles('snapshot.evaluate', { by: 'leader', concurrency: 1 })
  async evaluate({ payload }: AssignedWork<'snapshot.evaluate'>): Promise<void> {
    const { endpointId, snapshotId } = payload;
    const candidate = await this.database.snapshots.find(endpointId, snapshotId);
    const heldOut = await this.heldOut.open(endpointId);
    if (candidate?.state !== 'evaluating') return;
    const modelDigest = await this.lineage.activeDigest(endpointId);
    // Sequences may have ended since, or the endpoint's model is another one: then the next round decides.
    if (heldOut === undefined || candidate.modelDigest !== modelDigest) {
      await this.database.snapshotStates.move(candidate, { to: 'candidate' });
      return;
    }
    await this.outcomes.conclude(await this.replay(candidate, heldOut));
  }

  private async replay(candidate: Snapshot, heldOut: HeldOut): Promise<Snapshot> {
    const { snapshots, snapshotStates } = this.database;
    const tenantId = await this.filing.tenantOf(candidate.endpointId);
    const active = await snapshots.findActive(candidate.endpointId);
    const read = await this.filing.read(candidate, tenantId);
    if (!('bytes' in read)) return this.filing.refuse(candidate, tenantId, read.refusal);
    const isAlike = active?.modelDigest === candidate.modelDigest;
    const against = active !== undefined && isAlike ? await this.filing.read(active, tenantId) : undefined;
    const former = against !== undefined && 'bytes' in against ? { active: against.bytes } : {};
    const onProgress = (share: number): void => {
      void snapshotStates.recordProgress(candidate, share).catch(() => undefined);
    };
    try {
      const compared = await replayInThread({ candidate: read.bytes, ...former, heldOut }, { onProgress });
      const { active: figures = null, ...comparison } = compared;
      const at = new Date().toISOString();
      const evidence: ReplayEvidence = { kind: 'replay', at, ...comparison, active: figures };
      const reason = reasonAgainst(evidence);
      this.logger.info({ snapshotId: candidate.id, evidence, reason }, 'a snapshot was judged by replay');
      const move = reason === undefined ? { to: 'active' as const } : { to: 'rejected' as const, reason };
      return await snapshotStates.move(candidate, { ...move, evidence });
    } catch (error) {
      if (!(error instanceof LearnedRefused)) throw error;
      return this.filing.refuse(candidate, tenantId, error.message);
    }
  }
}

/** Slower is what is slower beyond chance; a faster text that is another one would be none at all. */
function reasonAgainst({ isLossless, ratio, high, active }: ReplayEvidence): string | undefined {
  if (!isLossless) return 'Replay gave another text than the recorded one.';
  if (high >= 1) return undefined;
  const other = active === null ? 'plain decoding' : 'the active version';
  return `Replay was slower than with ${other}: ${ratio.toFixed(2)} of its speed, at most ${high.toFixed(2)}.`;
}
