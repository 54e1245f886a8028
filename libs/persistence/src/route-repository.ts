import type { EndpointId, EndpointState, ModelId, ReplicaId, TenantId } from '@slipstream/domain';
import type { Queries } from './database-client.js';

/** Everything a gateway needs to send a request on, in one read. */
export interface Route {
  endpointId: EndpointId;
  endpointName: string;
  modelId: ModelId;
  modelName: string;
  state: EndpointState;
  reason: string | null;
  createdAt: Date;
  /** Ready replicas only. The token is derived from id and epoch: see `deriveReplicaToken`. */
  replicas: ReplicaRoute[];
}

export interface ReplicaRoute {
  id: ReplicaId;
  /** `http://host:port` */
  address: string;
  epoch: number;
  /** The revision whose weights it gives new requests. */
  revision: number;
}

export class RouteRepository {
  constructor(private readonly queries: Queries) {}

  /** A deleted endpoint is unroutable from the moment its deletion was asked for. */
  async find(tenantId: TenantId, endpointName: string): Promise<Route | undefined> {
    const row = await this.queries.endpoint.findFirst({
      where: { tenantId, name: endpointName, desiredState: { not: 'deleted' } },
      select: routeColumns,
    });
    return row ? toRoute(row) : undefined;
  }

  async list(tenantId: TenantId): Promise<Route[]> {
    const rows = await this.queries.endpoint.findMany({
      where: { tenantId, desiredState: { not: 'deleted' } },
      select: routeColumns,
      orderBy: { id: 'asc' },
      take: routeCountMax,
    });
    return rows.map(toRoute);
  }
}

const routeCountMax = 1_000;

const routeColumns = {
  id: true,
  name: true,
  modelId: true,
  state: true,
  reason: true,
  createdAt: true,
  model: { select: { name: true } },
  replicas: {
    where: { state: 'ready' },
    select: { id: true, address: true, epoch: true, revision: true },
    orderBy: { id: 'asc' },
  },
} as const;

interface RouteRow {
  id: string;
  name: string;
  modelId: string;
  state: string;
  reason: string | null;
  createdAt: Date;
  model: { name: string };
  replicas: { id: string; address: string | null; epoch: number; revision: number }[];
}

function toRoute(row: RouteRow): Route {
  return {
    endpointId: row.id as EndpointId,
    endpointName: row.name,
    modelId: row.modelId as ModelId,
    modelName: row.model.name,
    state: row.state as EndpointState,
    reason: row.reason,
    createdAt: row.createdAt,
    replicas: row.replicas.flatMap(({ id, address, ...rest }) =>
      address === null ? [] : [{ id: id as ReplicaId, address, ...rest }],
    ),
  };
}
