import {
  assertTransition,
  type EndpointId,
  nextEndpointStates,
  nextReplicaStates,
  type ReplicaId,
  StateChanged,
} from '@slipstream/domain';
import type { Endpoint, EndpointObservation, Replica, ReplicaTransition } from '@slipstream/persistence';

/** The rows of a database in memory, with what its constraints and triggers do. Bounds of time are the caller's clock. */
export class SimulatedStore {
  readonly endpoints = new Map<EndpointId, Endpoint>();
  readonly replicas = new Map<ReplicaId, Replica>();
  /** Endpoints whose reconciling was asked for. */
  readonly outbox = new Set<EndpointId>();
  lease: { epoch: bigint; expiresAtMs: number } | undefined;

  constructor(private readonly onTransition: (before: Replica, change: ReplicaTransition) => void) {}

  changeEndpoint(id: EndpointId, fields: Partial<Endpoint>): void {
    this.endpoints.set(id, { ...this.endpoints.get(id)!, ...fields });
    this.outbox.add(id);
  }

  observe(id: EndpointId, { from, to, ...fields }: EndpointObservation): void {
    const endpoint = this.endpoints.get(id);
    if (from !== to) assertTransition(nextEndpointStates, { noun: 'endpoint', from, to });
    if (endpoint?.state !== from) throw new StateChanged('endpoint', from);
    const stateSince = from === to ? endpoint.stateSince : new Date();
    const conditions = [...(fields.conditions ?? endpoint.conditions)];
    this.endpoints.set(id, { ...endpoint, ...fields, conditions, state: to, stateSince });
  }

  removeEndpoint(id: EndpointId): void {
    if (this.endpoints.get(id)?.desiredState !== 'deleted') return;
    this.endpoints.delete(id);
    for (const replica of this.replicasOf(id)) this.replicas.delete(replica.id);
  }

  replicasOf(endpointId: EndpointId): Replica[] {
    return [...this.replicas.values()].filter((replica) => replica.endpointId === endpointId);
  }

  unstopped(endpointId?: EndpointId): Replica[] {
    return [...this.replicas.values()].filter(
      (replica) => replica.state !== 'stopped' && [undefined, replica.endpointId].includes(endpointId),
    );
  }

  createReplica(replica: Pick<Replica, 'id' | 'endpointId' | 'revision'>): Replica {
    const row = { ...replica, ...newReplica, stateSince: new Date(), createdAt: new Date() };
    this.replicas.set(row.id, row);
    return row;
  }

  restartReplica(id: ReplicaId, { epoch }: { epoch: number }): Replica {
    const replica = this.matching(id, { state: 'failed', epoch });
    const row = { ...replica, ...newReplica, epoch: epoch + 1, restarts: replica.restarts + 1 };
    this.replicas.set(id, row);
    this.outbox.add(row.endpointId);
    return row;
  }

  moveReplica(id: ReplicaId, change: ReplicaTransition): void {
    const { from, to, epoch, ...fields } = change;
    assertTransition(nextReplicaStates, { noun: 'replica', from, to });
    const replica = this.matching(id, { state: from, epoch });
    this.onTransition(replica, change);
    this.replicas.set(id, { ...replica, ...fields, state: to });
    this.outbox.add(replica.endpointId);
  }

  private matching(id: ReplicaId, { state, epoch }: Pick<Replica, 'state' | 'epoch'>): Replica {
    const replica = this.replicas.get(id);
    if (replica?.state !== state || replica.epoch !== epoch) throw new StateChanged('replica', state);
    return replica;
  }
}

const newReplica = {
  state: 'starting',
  reason: null,
  epoch: 1,
  restarts: 0,
  pid: null,
  address: null,
  startedAt: null,
  readyAt: null,
  stoppedAt: null,
} as const;
