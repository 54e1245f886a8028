import type { SnapshotEvidence } from '@slipstream/contract';
import {
  assertTransition,
  type EndpointId,
  nextSnapshotStates,
  type SnapshotId,
  SnapshotNotFound,
  type SnapshotState,
  StateChanged,
} from '@slipstream/domain';

import { inTransaction, type Queries } from './database-client.js';
import { type Snapshot, toSnapshot } from './snapshot.js';

export interface SnapshotMove {
  readonly to: SnapshotState;
  readonly reason?: string;
  /** Added to what it was judged by before. */
  readonly evidence?: SnapshotEvidence;
}

/** Findings of one version that are kept: the newest. */
const evidenceMax = 20;

/** Moves versions from state to state, each by comparing and setting, so that of two movers one is told. */
export class SnapshotStateRepository {
  constructor(private readonly queries: Queries) {}

  /** Returns it as it now is. @throws TransitionRefused, StateChanged */
  async move(snapshot: Snapshot, { to, reason, evidence }: SnapshotMove): Promise<Snapshot> {
    const { id, endpointId, state: from } = snapshot;
    assertTransition(nextSnapshotStates, { noun: 'snapshot', from, to });
    return inTransaction(this.queries, async (queries) => {
      if (to === 'active') await overtakeActive(queries, endpointId);
      const { count } = await queries.snapshot.updateMany({
        where: { id, state: from },
        data: {
          state: to,
          reason: reason ?? null,
          progress: to === 'evaluating' ? 0 : null,
          ...(to === 'active' ? { promotedAt: new Date() } : {}),
          ...(to === 'frozen' ? { frozenAt: new Date() } : {}),
        },
      });
      if (count === 0) throw new StateChanged('snapshot', from);
      if (evidence !== undefined) await addEvidence(queries, id, evidence);
      return read(queries, id);
    });
  }

  /** Leaves it to retention again, in whatever state it is. Returns it as it now is. @throws StateChanged */
  async unfreeze({ id, state }: Snapshot): Promise<Snapshot> {
    return inTransaction(this.queries, async (queries) => {
      const { count } = await queries.snapshot.updateMany({
        where: { id, state },
        data: { frozenAt: null, ...(state === 'frozen' ? { state: 'superseded' } : {}) },
      });
      if (count === 0) throw new StateChanged('snapshot', state);
      return read(queries, id);
    });
  }

  async addEvidence({ id }: Snapshot, evidence: SnapshotEvidence): Promise<void> {
    await inTransaction(this.queries, (queries) => addEvidence(queries, id, evidence));
  }

  /** How far its evaluation has come. Nothing, if that has ended meanwhile. */
  async recordProgress({ id }: Snapshot, progress: number): Promise<void> {
    await this.queries.snapshot.updateMany({ where: { id, state: 'evaluating' }, data: { progress } });
  }
}

async function overtakeActive(queries: Queries, endpointId: EndpointId): Promise<void> {
  const active = { endpointId, state: 'active' };
  await queries.snapshot.updateMany({
    where: { ...active, frozenAt: { not: null } },
    data: { state: 'frozen' },
  });
  await queries.snapshot.updateMany({ where: active, data: { state: 'superseded' } });
}

async function read(queries: Queries, id: SnapshotId): Promise<Snapshot> {
  const row = await queries.snapshot.findUnique({ where: { id } });
  if (row === null) throw new SnapshotNotFound();
  return toSnapshot(row);
}

async function addEvidence(queries: Queries, id: SnapshotId, evidence: SnapshotEvidence): Promise<void> {
  const { evidence: before } = await read(queries, id);
  const all = [...before, evidence].slice(-evidenceMax);
  await queries.snapshot.update({ where: { id }, data: { evidence: all as unknown as object[] } });
}
