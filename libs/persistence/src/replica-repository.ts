import {
  assertTransition,
  nextReplicaStates,
  StateChanged,
  type EndpointId,
  type ReplicaId,
  type ReplicaState,
} from '@slipstream/domain';
import type { Queries } from './database-client.js';
import type { Replica as ReplicaRow } from './generated/client.js';

export interface Replica {
  id: ReplicaId;
  endpointId: EndpointId;
  state: ReplicaState;
  /** When `state` became what it is. */
  stateSince: Date;
  reason: string | null;
  /** Raised at every restart; an observation made under an old epoch is refused. */
  epoch: number;
  /** The revision whose weights new requests get here. */
  revision: number;
  restarts: number;
  pid: number | null;
  address: string | null;
  createdAt: Date;
  startedAt: Date | null;
  readyAt: Date | null;
  stoppedAt: Date | null;
}

export interface ReplicaTransition {
  from: ReplicaState;
  to: ReplicaState;
  epoch: number;
  reason?: string | null;
  pid?: number | null;
  address?: string | null;
  startedAt?: Date;
  readyAt?: Date;
  stoppedAt?: Date;
}

export class ReplicaRepository {
  constructor(private readonly queries: Queries) {}

  /** A new replica is in its first epoch and starting; unless said otherwise with the first revision. */
  async create(
    replica: Pick<Replica, 'id' | 'endpointId'> & Partial<Pick<Replica, 'revision'>>,
  ): Promise<Replica> {
    return toReplica(await this.queries.replica.create({ data: { ...replica, state: 'starting' } }));
  }

  async find(id: ReplicaId): Promise<Replica | undefined> {
    const row = await this.queries.replica.findUnique({ where: { id } });
    return row ? toReplica(row) : undefined;
  }

  /** Newest first, so that a bounded answer holds the living ones. */
  async listOfEndpoint(endpointId: EndpointId, limit: number): Promise<Replica[]> {
    const rows = await this.queries.replica.findMany({
      where: { endpointId },
      orderBy: { id: 'desc' },
      take: limit,
    });
    return rows.map(toReplica);
  }

  async listUnstopped(endpointId?: EndpointId): Promise<Replica[]> {
    const rows = await this.queries.replica.findMany({
      where: { state: { not: 'stopped' }, ...(endpointId === undefined ? {} : { endpointId }) },
      orderBy: { id: 'asc' },
    });
    return rows.map(toReplica);
  }

  /** Those that serve, of these endpoints. */
  async listReady(endpointIds: readonly EndpointId[]): Promise<Replica[]> {
    if (endpointIds.length === 0) return [];
    const rows = await this.queries.replica.findMany({
      where: { state: 'ready', endpointId: { in: [...endpointIds] } },
      orderBy: { id: 'asc' },
    });
    return rows.map(toReplica);
  }

  /** Compare-and-set on the old state and the epoch. */
  async transition(id: ReplicaId, { from, to, epoch, ...fields }: ReplicaTransition): Promise<void> {
    assertTransition(nextReplicaStates, { noun: 'replica', from, to });
    const { count } = await this.queries.replica.updateMany({
      where: { id, state: from, epoch },
      data: { ...fields, state: to, stateSince: new Date() },
    });
    if (count === 0) {
      throw new StateChanged('replica', from);
    }
  }

  /** Records where a starting process can be found before it is ready. */
  async recordProcess(
    id: ReplicaId,
    process: { epoch: number; pid: number; startedAt: Date },
  ): Promise<void> {
    const { epoch, ...fields } = process;
    await this.queries.replica.updateMany({ where: { id, epoch, state: 'starting' }, data: fields });
  }

  /** Records that a ready replica has changed its weights. */
  async recordRevision(
    id: ReplicaId,
    { epoch, revision }: { epoch: number; revision: number },
  ): Promise<void> {
    await this.queries.replica.updateMany({ where: { id, epoch, state: 'ready' }, data: { revision } });
  }

  /** Gives a failed replica another life under the next epoch, with this revision, and returns it. */
  async restart(id: ReplicaId, { epoch, revision }: { epoch: number; revision: number }): Promise<Replica> {
    const { count } = await this.queries.replica.updateMany({
      where: { id, state: 'failed', epoch },
      data: {
        state: 'starting',
        stateSince: new Date(),
        revision,
        epoch: { increment: 1 },
        restarts: { increment: 1 },
        pid: null,
        address: null,
        startedAt: null,
        readyAt: null,
      },
    });
    const replica = await this.find(id);
    if (count === 0 || !replica) {
      throw new StateChanged('replica', 'failed');
    }
    return replica;
  }

  /** Forgets all but the latest stopped replicas of an endpoint, so that history stays bounded. */
  async pruneStopped(endpointId: EndpointId, keptCount: number): Promise<void> {
    const rows = await this.queries.replica.findMany({
      where: { endpointId, state: 'stopped' },
      orderBy: { id: 'desc' },
      skip: keptCount,
      select: { id: true },
    });
    if (rows.length > 0) {
      await this.queries.replica.deleteMany({ where: { id: { in: rows.map((row) => row.id) } } });
    }
  }
}

function toReplica(row: ReplicaRow): Replica {
  return {
    ...row,
    id: row.id as ReplicaId,
    endpointId: row.endpointId as EndpointId,
    state: row.state as ReplicaState,
  };
}
