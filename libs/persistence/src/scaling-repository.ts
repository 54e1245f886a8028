import type { EndpointCondition, EndpointId } from '@slipstream/domain';
import type { Queries } from './database-client.js';
import { type Endpoint, toEndpoint } from './endpoint.js';

/** What a gateway has under way at an endpoint. */
export interface GatewayDemand {
  endpointId: EndpointId;
  /** Requests under way, waiting ones included. */
  inFlight: number;
  /** Those that wait for their turn, and how long the first of them has. */
  waiting: number;
  oldestWaitMs: number;
}

/** What all gateways together have. */
export type Demand = Omit<GatewayDemand, 'endpointId'>;

export interface ScaleChange {
  from: number;
  to: number;
  condition: EndpointCondition;
}

/** How many replicas endpoints have because of their load. Across all tenants: for gateways and the autoscaler. */
export class ScalingRepository {
  constructor(private readonly queries: Queries) {}

  /** Replaces what this gateway has reported of these endpoints. One that has been deleted meanwhile is left out. */
  async reportDemand(gatewayId: string, demands: readonly GatewayDemand[], reportedAt: Date): Promise<void> {
    if (demands.length === 0) return;
    await this.queries.$executeRaw`
      INSERT INTO endpoint_demands (endpoint_id, gateway_id, in_flight, waiting, oldest_wait_ms, reported_at)
      SELECT endpoints.id, ${gatewayId}, "inFlight", "waiting", "oldestWaitMs", ${reportedAt}
      FROM jsonb_to_recordset(${JSON.stringify(demands)}::jsonb) AS demand (
        "endpointId" text, "inFlight" integer, "waiting" integer, "oldestWaitMs" integer
      )
      JOIN endpoints ON endpoints.id = "endpointId"
      ORDER BY endpoints.id
      ON CONFLICT (endpoint_id, gateway_id) DO UPDATE SET
        in_flight = EXCLUDED.in_flight, waiting = EXCLUDED.waiting,
        oldest_wait_ms = EXCLUDED.oldest_wait_ms, reported_at = EXCLUDED.reported_at`;
  }

  /** What gateways have reported since then, by endpoint; older reports are forgotten. */
  async demandsSince(since: Date): Promise<Map<EndpointId, Demand>> {
    await this.queries.endpointDemand.deleteMany({ where: { reportedAt: { lt: since } } });
    const rows = await this.queries.endpointDemand.groupBy({
      by: ['endpointId'],
      _sum: { inFlight: true, waiting: true },
      _max: { oldestWaitMs: true },
    });
    return new Map(
      rows.map(({ endpointId, _sum: sum, _max: max }) => [
        endpointId as EndpointId,
        { inFlight: sum.inFlight ?? 0, waiting: sum.waiting ?? 0, oldestWaitMs: max.oldestWaitMs ?? 0 },
      ]),
    );
  }

  /** Running endpoints that are awake and whose number of replicas may move. */
  async listScalable(page: { after?: EndpointId | undefined; limit: number }): Promise<Endpoint[]> {
    const ids = await this.queries.$queryRaw<{ id: string }[]>`
      SELECT id FROM endpoints
      WHERE desired_state = 'running' AND replica_count > 0 AND max_replicas > GREATEST(min_replicas, 1)
        AND id > ${String(page.after ?? '')}
      ORDER BY id LIMIT ${page.limit}`;
    if (ids.length === 0) return [];
    const rows = await this.queries.endpoint.findMany({
      where: { id: { in: ids.map(({ id }) => id) } },
      orderBy: { id: 'asc' },
    });
    return rows.map(toEndpoint);
  }

  /** Compare-and-set on the old number; false when somebody else, or another process, has changed it. */
  async scale(id: EndpointId, { from, to, condition }: ScaleChange): Promise<boolean> {
    const { count } = await this.queries.endpoint.updateMany({
      where: {
        id,
        replicaCount: from,
        desiredState: 'running',
        minReplicas: { lte: to },
        maxReplicas: { gte: to },
      },
      data: { replicaCount: to, scaling: { ...condition } },
    });
    return count > 0;
  }

  /** Says why an endpoint has as many replicas as it has. */
  async explain(id: EndpointId, condition: EndpointCondition): Promise<void> {
    await this.queries.endpoint.updateMany({ where: { id }, data: { scaling: { ...condition } } });
  }

  /** Says how an endpoint's change of weights goes. */
  async explainRollout(id: EndpointId, condition: EndpointCondition): Promise<void> {
    await this.queries.endpoint.updateMany({ where: { id }, data: { rollout: { ...condition } } });
  }
}
