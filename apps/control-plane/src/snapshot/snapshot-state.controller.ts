import { Controller } from '@nestjs/common';
import {
  type InputOf,
  type SnapshotEvidence,
  snapshotOperations,
  type SnapshotView,
} from '@slipstream/contract';
import { mayPromote, SnapshotNotFound, type SnapshotState, TransitionRefused } from '@slipstream/domain';
import type { Snapshot } from '@slipstream/persistence';

import { UnitsOfWork } from '../change/units-of-work.js';
import { findOwnedEndpoint } from '../endpoint/find-owned-endpoint.js';
import { Implements } from '../http/implements.js';
import { Input } from '../http/input.js';
import { Context, type RequestContext } from '../http/request-context.js';
import { LearningLineage } from '../rollout/learning-lineage.js';
import { findOwnedSnapshot, type SnapshotPlace } from './find-owned-snapshot.js';
import { forcedNote } from './is-unproven.js';
import { followingOf } from './snapshot-promotion.js';
import { toSnapshotView } from './snapshot.view.js';

const { promote, freeze, unfreeze, rollback } = snapshotOperations;

interface WishedMove {
  readonly action: string;
  readonly to: SnapshotState;
  /** Whether replicas are to be brought to it. */
  readonly isFollowed?: boolean;
  /** What to note of it. @throws if it is not allowed. */
  readonly evidence?: (snapshot: Snapshot) => SnapshotEvidence | undefined;
}

/** Moves snapshots from state to state at somebody's wish. What is so already changes nothing. */
@Controller()
export class SnapshotStateController {
  constructor(
    private readonly work: UnitsOfWork,
    private readonly lineage: LearningLineage,
  ) {}

  @Implements(promote)
  promote(
    @Input() { params, query }: InputOf<typeof promote>,
    @Context() context: RequestContext,
  ): Promise<SnapshotView> {
    const isForced = query.force === 'true';
    return this.move(context, params, {
      action: 'snapshot.promote',
      to: 'active',
      isFollowed: true,
      evidence: ({ state }) => {
        if (!mayPromote(state, isForced)) throw new TransitionRefused('snapshot', state, 'active');
        return mayPromote(state, false)
          ? undefined
          : { kind: 'note', at: new Date().toISOString(), note: forcedNote };
      },
    });
  }

  @Implements(freeze)
  freeze(
    @Input() { params }: InputOf<typeof freeze>,
    @Context() context: RequestContext,
  ): Promise<SnapshotView> {
    return this.move(context, params, { action: 'snapshot.freeze', to: 'frozen' });
  }

  @Implements(unfreeze)
  unfreeze(
    @Input() { params }: InputOf<typeof unfreeze>,
    @Context() context: RequestContext,
  ): Promise<SnapshotView> {
    const { tenantId } = params;
    return this.work.changeTenant(context, tenantId, async (repositories, trail) => {
      const snapshot = await findOwnedSnapshot(repositories, params);
      const before = toSnapshotView(snapshot);
      if (snapshot.frozenAt === null) return before;
      const after = toSnapshotView(await repositories.snapshotStates.unfreeze(snapshot));
      trail.record({ action: 'snapshot.unfreeze', tenantId, resourceId: snapshot.id, before, after });
      return after;
    });
  }

  @Implements(rollback)
  rollback(
    @Input() { params }: InputOf<typeof rollback>,
    @Context() context: RequestContext,
  ): Promise<SnapshotView> {
    const { tenantId, endpointId } = params;
    return this.work.changeTenant(context, tenantId, async (repositories, trail) => {
      await findOwnedEndpoint(repositories, params);
      const modelDigest = await this.lineage.activeDigest(endpointId, repositories);
      const [present, former] = await repositories.snapshots.listUsable(endpointId, modelDigest);
      if (present?.state !== 'active' || former === undefined) throw new SnapshotNotFound();
      const reason = 'It was rolled back.';
      await repositories.snapshotStates.move(present, { to: 'rejected', reason });
      const now = await repositories.snapshotStates.move(former, { to: 'active' });
      const [before, after] = [toSnapshotView(present), toSnapshotView(now)];
      trail.record({ action: 'snapshot.rollback', tenantId, resourceId: present.id, before, after });
      await repositories.outbox.add(followingOf(endpointId));
      return after;
    });
  }

  private move(
    context: RequestContext,
    place: SnapshotPlace,
    { action, to, isFollowed = false, evidence }: WishedMove,
  ): Promise<SnapshotView> {
    const { tenantId, endpointId } = place;
    return this.work.changeTenant(context, tenantId, async (repositories, trail) => {
      const snapshot = await findOwnedSnapshot(repositories, place);
      const before = toSnapshotView(snapshot);
      if (isFollowed) await repositories.outbox.add(followingOf(endpointId));
      if (snapshot.state === to) return before;
      const found = evidence?.(snapshot);
      const move = found === undefined ? { to } : { to, evidence: found };
      const after = toSnapshotView(await repositories.snapshotStates.move(snapshot, move));
      trail.record({ action, tenantId, resourceId: snapshot.id, before, after });
      return after;
    });
  }
}
