import type { EndpointView, ReplicaView } from '@slipstream/contract';
import type { Endpoint, Replica } from '@slipstream/persistence';

export function toEndpointView({ createdAt, updatedAt, ...endpoint }: Endpoint): EndpointView {
  return { ...endpoint, createdAt: createdAt.toISOString(), updatedAt: updatedAt.toISOString() };
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
