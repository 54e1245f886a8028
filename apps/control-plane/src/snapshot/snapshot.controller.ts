import { Controller } from '@nestjs/common';
import { type InputOf, type Page, snapshotOperations, type SnapshotView } from '@slipstream/contract';
import { NoReadyReplica } from '@slipstream/domain';

import { UnitsOfWork } from '../change/units-of-work.js';
import { findOwnedEndpoint } from '../endpoint/find-owned-endpoint.js';
import { Implements } from '../http/implements.js';
import { Input } from '../http/input.js';
import { pageOf, pageRequest } from '../http/page.js';
import { Context, type RequestContext } from '../http/request-context.js';
import { HeldOutSequences } from '../speculation/held-out-sequences.js';
import { Errands } from '../work/errands.js';
import { findOwnedSnapshot } from './find-owned-snapshot.js';
import { SnapshotPromotion } from './snapshot-promotion.js';
import { toSnapshotView } from './snapshot.view.js';

const { create, list, find, remove, removeAll } = snapshotOperations;

/** Longer than the copy and the filing of a full state take on a busy machine. */
const keepMsMax = 20_000;

/** Snapshots as a collection: made, read, deleted. */
@Controller()
export class SnapshotController {
  constructor(
    private readonly work: UnitsOfWork,
    private readonly errands: Errands,
    private readonly promotion: SnapshotPromotion,
    private readonly heldOut: HeldOutSequences,
  ) {}

  @Implements(create)
  create(
    @Input() { params }: InputOf<typeof create>,
    @Context() context: RequestContext,
  ): Promise<SnapshotView> {
    const { tenantId, endpointId } = params;
    return this.work.changeTenant(context, tenantId, async (repositories, trail) => {
      await findOwnedEndpoint(repositories, params);
      const replicas = await repositories.replicas.listUnstopped(endpointId);
      const ready = replicas.filter(({ state }) => state === 'ready');
      if (ready.length === 0) throw new NoReadyReplica();
      const former = await repositories.snapshots.findNewest(endpointId);
      if (!(await this.errands.run('learning.keep', { endpointId }, { patienceMs: keepMsMax })))
        throw new NoReadyReplica();
      const snapshot = await repositories.snapshots.findNewest(endpointId);
      if (snapshot === undefined) throw new NoReadyReplica();
      const after = toSnapshotView(snapshot);
      if (snapshot.id !== former?.id)
        trail.record({ action: 'snapshot.create', tenantId, resourceId: snapshot.id, before: null, after });
      return after;
    });
  }

  @Implements(list)
  list(@Input() { params, query }: InputOf<typeof list>): Promise<Page<SnapshotView>> {
    return this.work.read(params.tenantId, async (repositories) => {
      await findOwnedEndpoint(repositories, params);
      const rows = await repositories.snapshots.list(params.endpointId, pageRequest('snapshot', query));
      return pageOf(rows, query, toSnapshotView);
    });
  }

  @Implements(find)
  find(@Input() { params }: InputOf<typeof find>): Promise<SnapshotView> {
    return this.work.read(params.tenantId, async (repositories) =>
      toSnapshotView(await findOwnedSnapshot(repositories, params)),
    );
  }

  @Implements(remove)
  async remove(
    @Input() { params }: InputOf<typeof remove>,
    @Context() context: RequestContext,
  ): Promise<void> {
    const { tenantId } = params;
    await this.work.changeTenant(context, tenantId, async (repositories, trail) => {
      const snapshot = await findOwnedSnapshot(repositories, params);
      await repositories.snapshots.remove(snapshot.id);
      const before = toSnapshotView(snapshot);
      trail.record({ action: 'snapshot.delete', tenantId, resourceId: snapshot.id, before, after: null });
    });
  }

  @Implements(removeAll)
  async removeAll(
    @Input() { params }: InputOf<typeof removeAll>,
    @Context() context: RequestContext,
  ): Promise<void> {
    const { tenantId, endpointId } = params;
    await this.work.changeTenant(context, tenantId, async (repositories, trail) => {
      await findOwnedEndpoint(repositories, params);
      // First: what is being filed meanwhile is refused, or has been filed before and goes with the rest.
      const { generation } = await repositories.speculationPolicies.forget(endpointId);
      await repositories.snapshots.removeAll(endpointId);
      const [before, after] = [{ generation: generation - 1 }, { generation }];
      trail.record({ action: 'learned-data.delete', tenantId, resourceId: endpointId, before, after });
    });
    // No tenant's role reaches these; should this be the last that happens, pruning finds them by their generation.
    await this.heldOut.removeAll(endpointId);
    await this.promotion.follow(endpointId);
  }
}
