import type {
  DesiredEndpointState,
  EndpointCondition,
  EndpointId,
  EndpointState,
  ModelId,
  TenantId,
} from '@slipstream/domain';
import type { Endpoint as EndpointRow } from './generated/client.js';

/** How many replicas an endpoint may have. Those with a minimum of 0 lose all of them after a time without requests. */
export interface EndpointScale {
  minReplicas: number;
  maxReplicas: number;
  /** Null unless the minimum is 0. */
  idleTimeoutSeconds: number | null;
}

/** What the number of replicas follows; null leaves it to the platform. */
export interface ScalingPolicy {
  /** Requests under way that a replica is to have at most. */
  targetRequestsPerReplica: number | null;
  /** How long a request may have to wait. */
  targetQueueMs: number | null;
  /** How long the load must have been lower before replicas go. */
  scaleDownDelaySeconds: number | null;
}

export interface Endpoint extends EndpointScale, ScalingPolicy {
  id: EndpointId;
  tenantId: TenantId;
  name: string;
  modelId: ModelId;
  /** How many there should be at the moment, between minimum and maximum. */
  replicaCount: number;
  lastRequestAt: Date | null;
  desiredState: DesiredEndpointState;
  state: EndpointState;
  /** When `state` became what it is. */
  stateSince: Date;
  reason: string | null;
  conditions: EndpointCondition[];
  /** Why it has as many replicas as it has; null while that is fixed. */
  scaling: EndpointCondition | null;
  /** How the latest change of its weights went; null before the first. */
  rollout: EndpointCondition | null;
  generation: number;
  observedGeneration: number;
  createdAt: Date;
  updatedAt: Date;
}

export function toEndpoint(row: EndpointRow): Endpoint {
  return {
    ...row,
    id: row.id as EndpointId,
    tenantId: row.tenantId as TenantId,
    modelId: row.modelId as ModelId,
    desiredState: row.desiredState as DesiredEndpointState,
    state: row.state as EndpointState,
    conditions: row.conditions as unknown as EndpointCondition[],
    scaling: row.scaling as unknown as EndpointCondition | null,
    rollout: row.rollout as unknown as EndpointCondition | null,
  };
}
