import { Controller } from '@nestjs/common';
import { type InputOf, type Page, snapshotOperations, type SnapshotView } from '@slipstream/contract';
import { NoReadyReplica, type SnapshotId, SnapshotNotFound } from '@slipstream/domain';
import type { Repositories, Snapshot } from '@slipstream/persistence';

import { UnitsOfWork } from '../change/units-of-work.js';
import { type EndpointPlace, findOwnedEndpoint } from '../endpoint/find-owned-endpoint.js';
import { Implements } from '../http/implements.js';
import { Input } from '../http/input.js';
import { pageOf, pageRequest } from '../http/page.js';
import { Context, type RequestContext } from '../http/request-context.js';
import { SnapshotKeeper } from './snapshot-keeper.js';
import { SnapshotPromotion } from './snapshot-promotion.js';
import { toSnapshotView } from './snapshot.view.js';

const { create, list, find, promote, remove } = snapshotOperations;

@Controller()
export class SnapshotController {
  constructor(
    private readonly work: UnitsOfWork,
    private readonly keeper: SnapshotKeeper,
    private readonly promotion: SnapshotPromotion,
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
      const replica = replicas.find(({ state }) => state === 'ready');
      if (replica === undefined) throw new NoReadyReplica();
      const created = await this.keeper.checkpoint(replica);
      const snapshot = created ?? (await repositories.snapshots.findActive(endpointId));
      if (snapshot === undefined) throw new NoReadyReplica();
      const after = toSnapshotView(snapshot);
      if (created !== undefined)
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
      toSnapshotView(await findOwned(repositories, params)),
    );
  }

  @Implements(promote)
  async promote(
    @Input() { params }: InputOf<typeof promote>,
    @Context() context: RequestContext,
  ): Promise<SnapshotView> {
    const { tenantId, endpointId } = params;
    const promoted = await this.work.changeTenant(context, tenantId, async (repositories, trail) => {
      const snapshot = await findOwned(repositories, params);
      await repositories.snapshots.activate(snapshot);
      const before = toSnapshotView(snapshot);
      const after = { ...before, state: 'active' as const };
      if (snapshot.state !== 'active')
        trail.record({ action: 'snapshot.promote', tenantId, resourceId: snapshot.id, before, after });
      return after;
    });
    this.promotion.start(endpointId);
    return promoted;
  }

  @Implements(remove)
  async remove(
    @Input() { params }: InputOf<typeof remove>,
    @Context() context: RequestContext,
  ): Promise<void> {
    const { tenantId } = params;
    await this.work.changeTenant(context, tenantId, async (repositories, trail) => {
      const snapshot = await findOwned(repositories, params);
      await repositories.snapshots.remove(snapshot.id);
      const before = toSnapshotView(snapshot);
      trail.record({ action: 'snapshot.delete', tenantId, resourceId: snapshot.id, before, after: null });
    });
  }
}

async function findOwned(
  repositories: Repositories,
  place: EndpointPlace & { readonly snapshotId: SnapshotId },
): Promise<Snapshot> {
  await findOwnedEndpoint(repositories, place);
  const snapshot = await repositories.snapshots.find(place.endpointId, place.snapshotId);
  if (snapshot === undefined) throw new SnapshotNotFound();
  return snapshot;
}
