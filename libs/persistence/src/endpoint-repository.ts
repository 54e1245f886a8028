import {
  assertTransition,
  EndpointNotFound,
  NameTaken,
  nextEndpointStates,
  StateChanged,
  type DesiredEndpointState,
  type EndpointId,
  type EndpointState,
  type ModelId,
  type TenantId,
} from '@slipstream/domain';
import { isUniqueViolation, type Queries } from './database-client.js';
import type { Endpoint as EndpointRow } from './generated/client.js';
import { pageArguments, type PageRequest } from './page.js';

export interface Endpoint {
  id: EndpointId;
  tenantId: TenantId;
  name: string;
  modelId: ModelId;
  replicaCount: number;
  desiredState: DesiredEndpointState;
  state: EndpointState;
  reason: string | null;
  generation: number;
  observedGeneration: number;
  createdAt: Date;
  updatedAt: Date;
}

export interface EndpointObservation {
  from: EndpointState;
  to: EndpointState;
  reason: string | null;
  /** The generation this observation answers. */
  observedGeneration: number;
}

export class EndpointRepository {
  constructor(private readonly queries: Queries) {}

  /** A new endpoint begins with its first revision. */
  async create(
    endpoint: Pick<Endpoint, 'id' | 'tenantId' | 'name' | 'modelId' | 'replicaCount'>,
  ): Promise<Endpoint> {
    try {
      const { modelId } = endpoint;
      const first = { number: 1, modelId, state: 'active', activatedAt: new Date() };
      const data = { ...endpoint, desiredState: 'running', state: 'pending', revisions: { create: first } };
      return toEndpoint(await this.queries.endpoint.create({ data }));
    } catch (error) {
      throw isUniqueViolation(error) ? new NameTaken('endpoint', endpoint.name) : error;
    }
  }

  async find(tenantId: TenantId, id: EndpointId): Promise<Endpoint | undefined> {
    const row = await this.queries.endpoint.findFirst({ where: { id, tenantId } });
    return row ? toEndpoint(row) : undefined;
  }

  /** Of those whose ids are given, if any are. */
  async list(
    tenantId: TenantId,
    { ids = null, ...page }: PageRequest<EndpointId> & { ids?: readonly EndpointId[] | null },
  ): Promise<Endpoint[]> {
    const listed = ids === null ? {} : { AND: { id: { in: ids.map(String) } } };
    const rows = await this.queries.endpoint.findMany(pageArguments(page, { tenantId, ...listed }));
    return rows.map(toEndpoint);
  }

  async countOwned(tenantId: TenantId, ids: readonly EndpointId[]): Promise<number> {
    return this.queries.endpoint.count({ where: { tenantId, id: { in: [...ids] } } });
  }

  /** Across all tenants: for the reconciler alone. */
  async listForReconciling(page: PageRequest<EndpointId>): Promise<Endpoint[]> {
    const rows = await this.queries.endpoint.findMany(pageArguments(page, {}));
    return rows.map(toEndpoint);
  }

  /**
   * Writes what a person wants. Asking for what is already wanted changes nothing, so the verbs converge; and a
   * deletion cannot be taken back, because its replicas may already be gone.
   */
  async desire(tenantId: TenantId, id: EndpointId, desiredState: DesiredEndpointState): Promise<Endpoint> {
    await this.queries.endpoint.updateMany({
      where: { id, tenantId, desiredState: { notIn: [desiredState, 'deleted'] } },
      data: { desiredState, generation: { increment: 1 } },
    });
    const endpoint = await this.find(tenantId, id);
    if (!endpoint) {
      throw new EndpointNotFound();
    }
    return endpoint;
  }

  /** Compare-and-set on the old observed state; the same state again only refreshes reason and generation. */
  async observe(id: EndpointId, { from, to, ...fields }: EndpointObservation): Promise<void> {
    if (from !== to) {
      assertTransition(nextEndpointStates, { noun: 'endpoint', from, to });
    }
    const { count } = await this.queries.endpoint.updateMany({
      where: { id, state: from },
      data: { ...fields, state: to },
    });
    if (count === 0) {
      throw new StateChanged('endpoint', from);
    }
  }

  /** The end of a deletion. The guard keeps a caller's mistake from removing a live endpoint. */
  async remove(id: EndpointId): Promise<void> {
    await this.queries.endpoint.deleteMany({ where: { id, desiredState: 'deleted' } });
  }
}

function toEndpoint(row: EndpointRow): Endpoint {
  return {
    ...row,
    id: row.id as EndpointId,
    tenantId: row.tenantId as TenantId,
    modelId: row.modelId as ModelId,
    desiredState: row.desiredState as DesiredEndpointState,
    state: row.state as EndpointState,
  };
}
