import { Controller } from '@nestjs/common';
import {
  endpointOperations,
  type EndpointView,
  type InputOf,
  type Page,
  type ReplicaView,
} from '@slipstream/contract';
import {
  type DesiredEndpointState,
  type EndpointId,
  EndpointNotFound,
  ModelNotFound,
  type TenantId,
  TenantNotFound,
} from '@slipstream/domain';
import { Database, newId } from '@slipstream/persistence';

import { Implements } from '../http/implements.js';
import { Input } from '../http/input.js';
import { pageOf, pageRequest } from '../http/page.js';
import { Reconciler } from '../replica/reconciler.js';
import { toEndpointView, toReplicaView } from './endpoint.view.js';

const { create, list, find, start, stop, remove, listReplicas } = endpointOperations;
const listedReplicasMax = 50;

interface Place {
  readonly tenantId: TenantId;
  readonly endpointId: EndpointId;
}

@Controller()
export class EndpointController {
  constructor(
    private readonly database: Database,
    private readonly reconciler: Reconciler,
  ) {}

  @Implements(create)
  async create(@Input() { params, body }: InputOf<typeof create>): Promise<EndpointView> {
    const { tenantId } = params;
    if ((await this.database.tenants.find(tenantId)) === undefined) throw new TenantNotFound();
    if ((await this.database.models.find(body.modelId)) === undefined) throw new ModelNotFound();
    const endpoint = await this.database.endpoints.create({ id: newId('endpoint'), tenantId, ...body });
    this.reconciler.wake();
    return toEndpointView(endpoint);
  }

  @Implements(list)
  async list(@Input() { params, query }: InputOf<typeof list>): Promise<Page<EndpointView>> {
    const endpoints = await this.database.endpoints.list(params.tenantId, pageRequest(query));
    return pageOf(endpoints, query, toEndpointView);
  }

  @Implements(find)
  async find(@Input() { params }: InputOf<typeof find>): Promise<EndpointView> {
    const endpoint = await this.database.endpoints.find(params.tenantId, params.endpointId);
    if (endpoint === undefined) throw new EndpointNotFound();
    return toEndpointView(endpoint);
  }

  @Implements(listReplicas)
  async replicas(@Input() { params }: InputOf<typeof listReplicas>): Promise<{ data: ReplicaView[] }> {
    const endpoint = await this.database.endpoints.find(params.tenantId, params.endpointId);
    if (endpoint === undefined) throw new EndpointNotFound();
    const replicas = await this.database.replicas.listOfEndpoint(endpoint.id, listedReplicasMax);
    return { data: replicas.map(toReplicaView) };
  }

  @Implements(start)
  start(@Input() { params }: InputOf<typeof start>): Promise<EndpointView> {
    return this.desire(params, 'running');
  }

  @Implements(stop)
  stop(@Input() { params }: InputOf<typeof stop>): Promise<EndpointView> {
    return this.desire(params, 'stopped');
  }

  @Implements(remove)
  remove(@Input() { params }: InputOf<typeof remove>): Promise<EndpointView> {
    return this.desire(params, 'deleted');
  }

  private async desire({ tenantId, endpointId }: Place, state: DesiredEndpointState): Promise<EndpointView> {
    const endpoint = await this.database.endpoints.desire(tenantId, endpointId, state);
    this.reconciler.wake();
    return toEndpointView(endpoint);
  }
}
