import {
  assertTransition,
  nextSnapshotStates,
  StateChanged,
  type EndpointId,
  type ReplicaId,
  type SnapshotId,
  type SnapshotState,
} from '@slipstream/domain';
import { inTransaction, isUniqueViolation, type Queries } from './database-client.js';
import type { Snapshot as SnapshotRow } from './generated/client.js';
import { pageArguments, type PageRequest } from './page.js';

/** What an endpoint has learned at one moment; its bytes are read apart. */
export interface Snapshot {
  id: SnapshotId;
  endpointId: EndpointId;
  version: number;
  state: SnapshotState;
  reason: string | null;
  replicaId: ReplicaId;
  replicaEpoch: number;
  modelDigest: string;
  learnedTokens: bigint;
  sizeBytes: number;
  sha256: string;
  signature: Uint8Array;
  createdAt: Date;
}

export type NewSnapshot = Omit<Snapshot, 'state' | 'reason' | 'createdAt'>;

const chunkBytes = 1024 ** 2;

export class SnapshotRepository {
  constructor(private readonly queries: Queries) {}

  /**
   * Files a new version, which becomes the active one; of those before it the newest `keptCount` stay. Throws
   * `StateChanged` when the replica has been replaced, or another version came first.
   */
  async create(snapshot: NewSnapshot, bytes: Uint8Array, keptCount: number): Promise<Snapshot> {
    const { endpointId, replicaId, replicaEpoch } = snapshot;
    try {
      return await inTransaction(this.queries, async (queries) => {
        const living = await queries.$queryRaw<unknown[]>`
          SELECT 1 FROM "replicas"
          WHERE "id" = ${replicaId as string} AND "epoch" = ${replicaEpoch} AND "endpoint_id" = ${endpointId as string}
          FOR SHARE`;
        if (living.length === 0) throw new StateChanged('replica', `in epoch ${replicaEpoch}`);
        await queries.snapshot.updateMany({
          where: { endpointId, state: 'active' },
          data: { state: 'superseded' },
        });
        const row = await queries.snapshot.create({
          data: { ...snapshot, state: 'active', signature: Buffer.from(snapshot.signature) },
        });
        const chunks = [];
        for (let offset = 0; offset < bytes.length; offset += chunkBytes) {
          const piece = Buffer.from(bytes.subarray(offset, offset + chunkBytes));
          chunks.push({ snapshotId: row.id, index: chunks.length, bytes: piece });
        }
        await queries.snapshotChunk.createMany({ data: chunks });
        await forget(queries, endpointId, keptCount);
        return toSnapshot(row);
      });
    } catch (error) {
      throw isUniqueViolation(error)
        ? new StateChanged('snapshot', `before version ${snapshot.version}`)
        : error;
    }
  }

  /** The version that the next snapshot gets. */
  async nextVersion(endpointId: EndpointId): Promise<number> {
    const newest = await this.queries.snapshot.findFirst({
      where: { endpointId },
      orderBy: { version: 'desc' },
      select: { version: true },
    });
    return (newest?.version ?? 0) + 1;
  }

  async find(endpointId: EndpointId, id: SnapshotId): Promise<Snapshot | undefined> {
    const row = await this.queries.snapshot.findFirst({ where: { id, endpointId } });
    return row ? toSnapshot(row) : undefined;
  }

  async findActive(endpointId: EndpointId): Promise<Snapshot | undefined> {
    const row = await this.queries.snapshot.findFirst({ where: { endpointId, state: 'active' } });
    return row ? toSnapshot(row) : undefined;
  }

  /** What a replica may start with: the active version, then those before it, newest first. */
  async listUsable(endpointId: EndpointId): Promise<Snapshot[]> {
    const rows = await this.queries.snapshot.findMany({
      where: { endpointId, state: { in: ['active', 'superseded'] } },
      // "active" comes before "superseded".
      orderBy: [{ state: 'asc' }, { version: 'desc' }],
    });
    return rows.map(toSnapshot);
  }

  /** Oldest first. */
  async list(endpointId: EndpointId, page: PageRequest<SnapshotId>): Promise<Snapshot[]> {
    const rows = await this.queries.snapshot.findMany(pageArguments(page, { endpointId }));
    return rows.map(toSnapshot);
  }

  async readBytes(id: SnapshotId): Promise<Buffer> {
    const chunks = await this.queries.snapshotChunk.findMany({
      where: { snapshotId: id },
      orderBy: { index: 'asc' },
    });
    return Buffer.concat(chunks.map(({ bytes }) => bytes));
  }

  /** Makes a version the one that replicas start with. */
  async activate({ id, endpointId, state: from }: Snapshot): Promise<void> {
    if (from === 'active') return;
    assertTransition(nextSnapshotStates, { noun: 'snapshot', from, to: 'active' });
    await inTransaction(this.queries, async (queries) => {
      await queries.snapshot.updateMany({
        where: { endpointId, state: 'active' },
        data: { state: 'superseded' },
      });
      await moveState(queries, { id, from, to: 'active' });
    });
  }

  /** Keeps a version from ever being used again. */
  async reject({ id, state: from }: Snapshot, reason: string): Promise<void> {
    if (from === 'rejected') return;
    assertTransition(nextSnapshotStates, { noun: 'snapshot', from, to: 'rejected' });
    await moveState(this.queries, { id, from, to: 'rejected', reason });
  }

  async remove(id: SnapshotId): Promise<void> {
    await this.queries.snapshot.deleteMany({ where: { id } });
  }
}

async function moveState(
  queries: Queries,
  { id, from, to, reason = null }: { id: SnapshotId; from: string; to: string; reason?: string | null },
): Promise<void> {
  const { count } = await queries.snapshot.updateMany({
    where: { id, state: from },
    data: { state: to, reason },
  });
  if (count === 0) throw new StateChanged('snapshot', from);
}

async function forget(queries: Queries, endpointId: EndpointId, keptCount: number): Promise<void> {
  const old = await queries.snapshot.findMany({
    where: { endpointId, state: { not: 'active' } },
    orderBy: { version: 'desc' },
    skip: keptCount,
    select: { id: true },
  });
  if (old.length > 0) await queries.snapshot.deleteMany({ where: { id: { in: old.map(({ id }) => id) } } });
}

function toSnapshot(row: SnapshotRow): Snapshot {
  return {
    ...row,
    id: row.id as SnapshotId,
    endpointId: row.endpointId as EndpointId,
    replicaId: row.replicaId as ReplicaId,
    state: row.state as SnapshotState,
  };
}
