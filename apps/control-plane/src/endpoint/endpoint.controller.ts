import { Controller } from '@nestjs/common';
import {
  endpointOperations,
  type EndpointView,
  type InputOf,
  type Page,
  type ReplicaView,
} from '@slipstream/contract';
import { type DesiredEndpointState, ModelNotFound } from '@slipstream/domain';
import { newId } from '@slipstream/persistence';

import { assertUnrestricted } from '../auth/assert-allowed.js';
import { UnitsOfWork } from '../change/units-of-work.js';
import { assertMatches } from '../http/entity-tag.js';
import { Implements } from '../http/implements.js';
import { Input } from '../http/input.js';
import { pageOf, pageRequest } from '../http/page.js';
import { PreconditionFailed } from '../http/refusals.js';
import { Context, type RequestContext } from '../http/request-context.js';
import { WorkerReports } from '../replica/worker-reports.js';
import { toSnapshotView } from '../snapshot/snapshot.view.js';
import { WarmStart } from '../snapshot/transfer/warm-start.js';
import { assertScale, policyOf, withinScale } from './endpoint-scale.js';
import { type EndpointPlace, findOwnedEndpoint } from './find-owned-endpoint.js';
import { toEndpointView, toReplicaView } from './endpoint.view.js';

const { create, list, find, update, start, stop, remove, listReplicas } = endpointOperations;
const listedReplicasMax = 50;

@Controller()
export class EndpointController {
  constructor(
    private readonly work: UnitsOfWork,
    private readonly reports: WorkerReports,
    private readonly warmStart: WarmStart,
  ) {}

  @Implements(create)
  async create(
    @Input() { params, body }: InputOf<typeof create>,
    @Context() context: RequestContext,
  ): Promise<EndpointView> {
    const { tenantId } = params;
    const { minReplicas, maxReplicas = Math.max(1, minReplicas), idleTimeoutSeconds = null } = body;
    const scale = { minReplicas, maxReplicas, idleTimeoutSeconds };
    assertScale(scale);
    assertUnrestricted(context.caller);
    const created = await this.work.changeTenant(context, tenantId, async (repositories, trail) => {
      const { models, endpoints } = repositories;
      if ((await models.find(body.modelId)) === undefined) throw new ModelNotFound();
      const { name, modelId, startFromSnapshotId: snapshotId } = body;
      const policy = policyOf(body);
      const described = { id: newId('endpoint'), tenantId, name, modelId, ...scale, ...policy };
      const endpoint = await endpoints.create({ ...described, replicaCount: withinScale(1, scale) });
      const after = toEndpointView(endpoint);
      const made = { tenantId, before: null };
      trail.record({ ...made, action: 'endpoint.create', resourceId: after.id, after });
      if (snapshotId !== undefined) {
        const copy = toSnapshotView(
          await this.warmStart.begin(repositories, { tenantId, endpoint, snapshotId }),
        );
        trail.record({ ...made, action: 'snapshot.copy', resourceId: copy.id, after: copy });
      }
      return after;
    });
    return created;
  }

  @Implements(list)
  list(
    @Input() { params, query }: InputOf<typeof list>,
    @Context() { caller }: RequestContext,
  ): Promise<Page<EndpointView>> {
    const { tenantId } = params;
    return this.work.read(tenantId, async ({ endpoints }) => {
      const page = { ...pageRequest('endpoint', query), ids: caller.endpointIds };
      return pageOf(await endpoints.list(tenantId, page), query, toEndpointView);
    });
  }

  @Implements(find)
  find(@Input() { params }: InputOf<typeof find>): Promise<EndpointView> {
    return this.work.read(params.tenantId, async (repositories) =>
      toEndpointView(await findOwnedEndpoint(repositories, params)),
    );
  }

  @Implements(listReplicas)
  async replicas(@Input() { params }: InputOf<typeof listReplicas>): Promise<{ data: ReplicaView[] }> {
    const replicas = await this.work.read(params.tenantId, async (repositories) => {
      const { id } = await findOwnedEndpoint(repositories, params);
      return repositories.replicas.listOfEndpoint(id, listedReplicasMax);
    });
    const views = replicas.map(async (replica) => toReplicaView(replica, await this.reports.of(replica)));
    return { data: await Promise.all(views) };
  }

  @Implements(update)
  async update(
    @Input() { params, body }: InputOf<typeof update>,
    @Context() context: RequestContext,
  ): Promise<EndpointView> {
    const { tenantId, endpointId } = params;
    const updated = await this.work.changeTenant(context, tenantId, async (repositories, trail) => {
      const endpoint = await findOwnedEndpoint(repositories, params);
      const { generation } = endpoint;
      assertMatches(context.ifMatch, generation);
      const { minReplicas = endpoint.minReplicas, maxReplicas = endpoint.maxReplicas } = body;
      const { idleTimeoutSeconds = endpoint.idleTimeoutSeconds } = body;
      const scale = { minReplicas, maxReplicas, idleTimeoutSeconds };
      assertScale(scale);
      const replicaCount = withinScale(endpoint.replicaCount, scale);
      const rescaled = { ...scale, ...policyOf(body, endpoint), replicaCount, generation };
      const changed = await repositories.endpoints.rescale(tenantId, endpointId, rescaled);
      if (changed === undefined) throw new PreconditionFailed();
      const [before, after] = [toEndpointView(endpoint), toEndpointView(changed)];
      trail.record({ action: 'endpoint.update', tenantId, resourceId: endpointId, before, after });
      return after;
    });
    return updated;
  }

  @Implements(start)
  start(
    @Input() { params }: InputOf<typeof start>,
    @Context() context: RequestContext,
  ): Promise<EndpointView> {
    return this.desire(context, params, { action: 'endpoint.start', state: 'running' });
  }

  @Implements(stop)
  stop(@Input() { params }: InputOf<typeof stop>, @Context() context: RequestContext): Promise<EndpointView> {
    return this.desire(context, params, { action: 'endpoint.stop', state: 'stopped' });
  }

  @Implements(remove)
  remove(
    @Input() { params }: InputOf<typeof remove>,
    @Context() context: RequestContext,
  ): Promise<EndpointView> {
    return this.desire(context, params, { action: 'endpoint.delete', state: 'deleted' });
  }

  private async desire(
    context: RequestContext,
    place: EndpointPlace,
    { action, state }: { action: string; state: DesiredEndpointState },
  ): Promise<EndpointView> {
    const { tenantId, endpointId } = place;
    const desired = await this.work.changeTenant(context, tenantId, async (repositories, trail) => {
      const before = toEndpointView(await findOwnedEndpoint(repositories, place));
      const after = toEndpointView(await repositories.endpoints.desire(tenantId, endpointId, state));
      if (after.generation !== before.generation) {
        trail.record({ action, tenantId, resourceId: endpointId, before, after });
      }
      return after;
    });
    return desired;
  }
}
