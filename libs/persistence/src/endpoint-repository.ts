import {
  assertTransition,
  EndpointNotFound,
  NameTaken,
  nextEndpointStates,
  StateChanged,
  type DesiredEndpointState,
  type EndpointCondition,
  type EndpointId,
  type EndpointState,
  type TenantId,
} from '@slipstream/domain';
import { isUniqueViolation, type Queries } from './database-client.js';
import { type Endpoint, type EndpointScale, type ScalingPolicy, toEndpoint } from './endpoint.js';
import { pageArguments, type PageRequest } from './page.js';

export interface EndpointObservation {
  from: EndpointState;
  to: EndpointState;
  reason: string | null;
  /** The generation this observation answers. */
  observedGeneration: number;
  conditions?: readonly EndpointCondition[];
}

export class EndpointRepository {
  constructor(private readonly queries: Queries) {}

  /** A new endpoint begins with its first revision; unless said otherwise it keeps its number of replicas. */
  async create(
    endpoint: Pick<Endpoint, 'id' | 'tenantId' | 'name' | 'modelId' | 'replicaCount'> &
      Partial<EndpointScale & ScalingPolicy>,
  ): Promise<Endpoint> {
    const { modelId, replicaCount } = endpoint;
    const first = { number: 1, modelId, state: 'active', activatedAt: new Date() };
    const data = {
      minReplicas: replicaCount,
      maxReplicas: replicaCount,
      ...endpoint,
      desiredState: 'running',
      state: 'pending',
      revisions: { create: first },
    };
    try {
      return toEndpoint(await this.queries.endpoint.create({ data }));
    } catch (error) {
      throw isUniqueViolation(error) ? new NameTaken('endpoint', endpoint.name) : error;
    }
  }

  async find(tenantId: TenantId, id: EndpointId): Promise<Endpoint | undefined> {
    const row = await this.queries.endpoint.findFirst({ where: { id, tenantId } });
    return row ? toEndpoint(row) : undefined;
  }

  /** Whose endpoint it is; undefined once it is gone. */
  async findTenantId(id: EndpointId): Promise<TenantId | undefined> {
    const row = await this.queries.endpoint.findUnique({ where: { id }, select: { tenantId: true } });
    return row?.tenantId as TenantId | undefined;
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

  async listIds(tenantId: TenantId): Promise<EndpointId[]> {
    const rows = await this.queries.endpoint.findMany({ where: { tenantId }, select: { id: true } });
    return rows.map(({ id }) => id as EndpointId);
  }

  async countOwned(tenantId: TenantId, ids: readonly EndpointId[]): Promise<number> {
    return this.queries.endpoint.count({ where: { tenantId, id: { in: [...ids] } } });
  }

  /** Across all tenants: for the reconciler alone. */
  async findForReconciling(id: EndpointId): Promise<Endpoint | undefined> {
    const row = await this.queries.endpoint.findUnique({ where: { id } });
    return row ? toEndpoint(row) : undefined;
  }

  /**
   * Causes the reconciling of the endpoints that time may change: on their way to another state, with a replica that is,
   * or ready and to sleep when idle. One that has just been asked for is left out.
   */
  async askForMoving(): Promise<void> {
    await this.queries.$executeRaw`
      INSERT INTO "outbox_entries" ("topic", "key", "payload")
      SELECT 'endpoint.reconcile', e."id", jsonb_build_object('endpointId', e."id") FROM (
        SELECT "id" FROM "endpoints"
          WHERE "state" IN ('pending', 'starting', 'updating', 'draining') OR "observed_generation" < "generation"
            OR ("state" = 'ready' AND "idle_timeout_seconds" IS NOT NULL)
        UNION
        SELECT "endpoint_id" FROM "replicas" WHERE "state" IN ('starting', 'draining', 'failed')
      ) AS e
      WHERE NOT EXISTS (SELECT 1 FROM "outbox_entries" o
        WHERE o."topic" = 'endpoint.reconcile' AND o."key" = e."id" AND o."created_at" > now() - interval '5 seconds')`;
  }

  /**
   * Causes the reconciling of the next endpoints in the order of their ids, whatever their state; returns the last of
   * them, or undefined when no other follows.
   */
  async askForNext({
    after,
    limit,
  }: {
    after: EndpointId | undefined;
    limit: number;
  }): Promise<EndpointId | undefined> {
    const rows = await this.queries.$queryRaw<{ key: EndpointId }[]>`
      INSERT INTO "outbox_entries" ("topic", "key", "payload")
      SELECT 'endpoint.reconcile', "id", jsonb_build_object('endpointId', "id") FROM "endpoints"
        WHERE "id" > ${after ?? ''} ORDER BY "id" LIMIT ${limit}
      RETURNING "key"`;
    return rows.length < limit ? undefined : rows.at(-1)?.key;
  }

  /**
   * Writes what a person wants. Asking for what is already wanted changes nothing, so the verbs converge, except that a
   * failed endpoint that is to run is tried anew. A deletion cannot be taken back: its replicas may be gone.
   */
  async desire(tenantId: TenantId, id: EndpointId, desiredState: DesiredEndpointState): Promise<Endpoint> {
    const isOther = { desiredState: { notIn: [desiredState, 'deleted'] } };
    const isRetry = { desiredState: 'running', state: 'failed' };
    await this.queries.endpoint.updateMany({
      where: { id, tenantId, OR: desiredState === 'running' ? [isOther, isRetry] : [isOther] },
      data: { desiredState, generation: { increment: 1 } },
    });
    return this.findOwned(tenantId, id);
  }

  /**
   * Writes how many replicas a person wants, on the basis of a generation that they have seen; undefined when there is
   * a newer one.
   */
  async rescale(
    tenantId: TenantId,
    id: EndpointId,
    { generation, ...fields }: EndpointScale & ScalingPolicy & Pick<Endpoint, 'generation' | 'replicaCount'>,
  ): Promise<Endpoint | undefined> {
    const { count } = await this.queries.endpoint.updateMany({
      where: { id, tenantId, generation, desiredState: { not: 'deleted' } },
      data: { ...fields, generation: { increment: 1 } },
    });
    return count === 0 ? undefined : this.find(tenantId, id);
  }

  /** Notes that a request came in; what is idle is judged by it. Gateways need to do so once in a while only. */
  async recordRequest(id: EndpointId, at: Date): Promise<void> {
    await this.queries.endpoint.updateMany({ where: { id }, data: { lastRequestAt: at } });
  }

  /** Gives an endpoint without replicas one again, because somebody asks for it. */
  async wake(id: EndpointId, at: Date): Promise<void> {
    await this.queries.endpoint.updateMany({
      where: { id, desiredState: 'running', replicaCount: 0 },
      data: { replicaCount: 1, lastRequestAt: at },
    });
  }

  /** Takes all replicas from an endpoint that was not asked since `idleSince`; returns whether it did. */
  async putToSleep(id: EndpointId, { idleSince }: { idleSince: Date }): Promise<boolean> {
    const { count } = await this.queries.endpoint.updateMany({
      where: {
        id,
        minReplicas: 0,
        replicaCount: { gt: 0 },
        OR: [{ lastRequestAt: null }, { lastRequestAt: { lte: idleSince } }],
      },
      data: { replicaCount: 0 },
    });
    return count > 0;
  }

  /** Compare-and-set on the old observed state; the same state again only refreshes reason and generation. */
  async observe(id: EndpointId, { from, to, conditions, ...fields }: EndpointObservation): Promise<void> {
    if (from !== to) {
      assertTransition(nextEndpointStates, { noun: 'endpoint', from, to });
    }
    const { count } = await this.queries.endpoint.updateMany({
      where: { id, state: from },
      data: {
        ...fields,
        state: to,
        ...(from === to ? {} : { stateSince: new Date() }),
        ...(conditions === undefined
          ? {}
          : { conditions: conditions.map((condition) => ({ ...condition })) }),
      },
    });
    if (count === 0) {
      throw new StateChanged('endpoint', from);
    }
  }

  /** The end of a deletion. The guard keeps a caller's mistake from removing a live endpoint. */
  async remove(id: EndpointId): Promise<void> {
    await this.queries.endpoint.deleteMany({ where: { id, desiredState: 'deleted' } });
  }

  private async findOwned(tenantId: TenantId, id: EndpointId): Promise<Endpoint> {
    const endpoint = await this.find(tenantId, id);
    if (endpoint === undefined) throw new EndpointNotFound();
    return endpoint;
  }
}
