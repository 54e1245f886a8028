import type { EndpointView, ReplicaView } from '@slipstream/contract';
import { deadlineOf } from '@slipstream/domain';
import type { Endpoint, Replica } from '@slipstream/persistence';

export function toEndpointView(endpoint: Endpoint): EndpointView {
  const { createdAt, updatedAt, stateSince, lastRequestAt, ...rest } = endpoint;
  return {
    ...rest,
    lastRequestAt: lastRequestAt?.toISOString() ?? null,
    stateSince: stateSince.toISOString(),
    deadlineAt: deadlineOf(endpoint.state, stateSince)?.toISOString() ?? null,
    createdAt: createdAt.toISOString(),
    updatedAt: updatedAt.toISOString(),
  };
}

export function toReplicaView(replica: Replica): ReplicaView {
  const { createdAt, startedAt, readyAt, stoppedAt, ...rest } = replica;
  return {
    ...rest,
    createdAt: createdAt.toISOString(),
    startedAt: startedAt?.toISOString() ?? null,
    readyAt: readyAt?.toISOString() ?? null,
    stoppedAt: stoppedAt?.toISOString() ?? null,
  };
}
