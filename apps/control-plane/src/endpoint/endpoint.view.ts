import type { EndpointView, ReplicaView, WorkerReport } from '@slipstream/contract';
import { deadlineOf } from '@slipstream/domain';
import type { Endpoint, Replica } from '@slipstream/persistence';

export function toEndpointView(endpoint: Endpoint): EndpointView {
  const { createdAt, updatedAt, stateSince, lastRequestAt, conditions, scaling, rollout, ...rest } = endpoint;
  const isScalable = rest.maxReplicas > Math.max(1, rest.minReplicas);
  return {
    ...rest,
    conditions: [...conditions, isScalable ? scaling : null, rollout].filter((found) => found !== null),
    lastRequestAt: lastRequestAt?.toISOString() ?? null,
    stateSince: stateSince.toISOString(),
    deadlineAt: deadlineOf(endpoint.state, stateSince)?.toISOString() ?? null,
    createdAt: createdAt.toISOString(),
    updatedAt: updatedAt.toISOString(),
  };
}

export function toReplicaView(replica: Replica, stats: WorkerReport | undefined): ReplicaView {
  const { createdAt, startedAt, readyAt, stoppedAt, stateSince, ...rest } = replica;
  return {
    ...rest,
    stats: stats ?? null,
    stateSince: stateSince.toISOString(),
    createdAt: createdAt.toISOString(),
    startedAt: startedAt?.toISOString() ?? null,
    readyAt: readyAt?.toISOString() ?? null,
    stoppedAt: stoppedAt?.toISOString() ?? null,
  };
}
