import { Controller } from '@nestjs/common';
import { type InputOf, snapshotOperations, type SnapshotView } from '@slipstream/contract';
import { mayPromote, SnapshotNotFound, TransitionRefused } from '@slipstream/domain';
import type { SnapshotMove } from '@slipstream/persistence';

import { UnitsOfWork } from '../change/units-of-work.js';
import { findOwnedEndpoint } from '../endpoint/find-owned-endpoint.js';
import { Implements } from '../http/implements.js';
import { Input } from '../http/input.js';
import { Context, type RequestContext } from '../http/request-context.js';
import { findOwnedSnapshot, type SnapshotPlace } from './find-owned-snapshot.js';
import { SnapshotPromotion } from './snapshot-promotion.js';
import { toSnapshotView } from './snapshot.view.js';

const { promote, freeze, unfreeze, rollback } = snapshotOperations;

/** Moves snapshots from state to state at somebody's wish. What is so already changes nothing. */
@Controller()
export class SnapshotStateController {
  constructor(
    private readonly work: UnitsOfWork,
    private readonly promotion: SnapshotPromotion,
  ) {}

  @Implements(promote)
  async promote(
    @Input() { params, query }: InputOf<typeof promote>,
    @Context() context: RequestContext,
  ): Promise<SnapshotView> {
    const isForced = query.force === 'true';
    const promoted = await this.move(context, params, {
      action: 'snapshot.promote',
      to: 'active',
      assertAllowed: ({ state }) => {
        if (!mayPromote(state, isForced)) throw new TransitionRefused('snapshot', state, 'active');
      },
    });
    this.promotion.start(params.endpointId);
    return promoted;
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
    return this.move(context, params, { action: 'snapshot.unfreeze', to: 'superseded' });
  }

  @Implements(rollback)
  async rollback(
    @Input() { params }: InputOf<typeof rollback>,
    @Context() context: RequestContext,
  ): Promise<SnapshotView> {
    const { tenantId, endpointId } = params;
    const active = await this.work.changeTenant(context, tenantId, async (repositories, trail) => {
      await findOwnedEndpoint(repositories, params);
      const [present, former] = await repositories.snapshots.listUsable(endpointId);
      if (present?.state !== 'active' || former === undefined) throw new SnapshotNotFound();
      const reason = 'It was rolled back.';
      await repositories.snapshotStates.move(present, { to: 'rejected', reason });
      const now = await repositories.snapshotStates.move(former, { to: 'active' });
      const [before, after] = [toSnapshotView(present), toSnapshotView(now)];
      trail.record({ action: 'snapshot.rollback', tenantId, resourceId: present.id, before, after });
      return after;
    });
    this.promotion.start(endpointId);
    return active;
  }

  private move(
    context: RequestContext,
    place: SnapshotPlace,
    {
      action,
      to,
      assertAllowed,
    }: SnapshotMove & { action: string; assertAllowed?: (now: SnapshotView) => void },
  ): Promise<SnapshotView> {
    const { tenantId } = place;
    return this.work.changeTenant(context, tenantId, async (repositories, trail) => {
      const snapshot = await findOwnedSnapshot(repositories, place);
      const before = toSnapshotView(snapshot);
      assertAllowed?.(before);
      if (snapshot.state === to) return before;
      const after = toSnapshotView(await repositories.snapshotStates.move(snapshot, { to }));
      trail.record({ action, tenantId, resourceId: snapshot.id, before, after });
      return after;
    });
  }
}
