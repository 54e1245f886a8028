import { StateChanged, type EndpointId, type SnapshotId } from '@slipstream/domain';

import { inTransaction, isUniqueViolation, type Queries } from './database-client.js';
import { pageArguments, type PageRequest } from './page.js';
import { type NewSnapshot, type Snapshot, toSnapshot } from './snapshot.js';

const chunkBytes = 1024 ** 2;

/** How many versions that are neither active nor frozen stay, and for how long at most. */
export interface Retention {
  readonly versions: number;
  readonly days: number | null;
}

const dayMs = 24 * 3_600_000;

/** Files versions of what endpoints have learned, reads them and forgets them. */
export class SnapshotRepository {
  constructor(private readonly queries: Queries) {}

  /**
   * Files a new version as a candidate. `generation` is that of the endpoint's learning when the bytes were asked for.
   * Throws `StateChanged` when all that was learned then is to be forgotten, when the replica has been replaced, or when
   * another version came first.
   */
  async create(snapshot: NewSnapshot, bytes: Uint8Array, generation: number): Promise<Snapshot> {
    try {
      return await inTransaction(this.queries, async (queries) => {
        await assertCurrent(queries, snapshot, generation);
        const row = await queries.snapshot.create({
          data: { ...snapshot, state: 'candidate', signature: Buffer.from(snapshot.signature) },
        });
        const chunks = [];
        for (let offset = 0; offset < bytes.length; offset += chunkBytes) {
          const piece = Buffer.from(bytes.subarray(offset, offset + chunkBytes));
          chunks.push({ snapshotId: row.id, index: chunks.length, bytes: piece });
        }
        await queries.snapshotChunk.createMany({ data: chunks });
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
    return ((await this.findNewest(endpointId))?.version ?? 0) + 1;
  }

  async find(endpointId: EndpointId, id: SnapshotId): Promise<Snapshot | undefined> {
    const row = await this.queries.snapshot.findFirst({ where: { id, endpointId } });
    return row ? toSnapshot(row) : undefined;
  }

  /** Of whatever endpoint: row-level security says which there are. */
  async findAnywhere(id: SnapshotId): Promise<Snapshot | undefined> {
    const row = await this.queries.snapshot.findUnique({ where: { id } });
    return row ? toSnapshot(row) : undefined;
  }

  async findActive(endpointId: EndpointId): Promise<Snapshot | undefined> {
    const row = await this.queries.snapshot.findFirst({ where: { endpointId, state: 'active' } });
    return row ? toSnapshot(row) : undefined;
  }

  async findNewest(endpointId: EndpointId): Promise<Snapshot | undefined> {
    const row = await this.queries.snapshot.findFirst({
      where: { endpointId },
      orderBy: { version: 'desc' },
    });
    return row ? toSnapshot(row) : undefined;
  }

  /** What a replica may start with: the active version, then those that were active, the latest first. */
  async listUsable(endpointId: EndpointId): Promise<Snapshot[]> {
    const rows = await this.queries.snapshot.findMany({
      where: {
        endpointId,
        state: { in: ['active', 'superseded', 'frozen'] },
        NOT: { promotedAt: null },
      },
      orderBy: { promotedAt: 'desc' },
    });
    const usable = rows.map(toSnapshot);
    return [...usable.filter(isActive), ...usable.filter((snapshot) => !isActive(snapshot))];
  }

  /** Those from elsewhere that wait to be judged, across all endpoints, oldest first. */
  async listWaiting(): Promise<Snapshot[]> {
    const rows = await this.queries.snapshot.findMany({
      where: { state: 'candidate', kind: { in: ['import', 'copy'] } },
      orderBy: { id: 'asc' },
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

  async remove(id: SnapshotId): Promise<void> {
    await this.queries.snapshot.deleteMany({ where: { id } });
  }

  async removeAll(endpointId: EndpointId): Promise<void> {
    await this.queries.snapshot.deleteMany({ where: { endpointId } });
  }

  /** Forgets what retention does not keep; active, frozen and pinned versions, and those still to be judged, stay. */
  async prune(endpointId: EndpointId, { versions, days }: Retention, now: Date): Promise<void> {
    const policy = await this.queries.speculationPolicy.findUnique({ where: { endpointId } });
    const leftover = {
      endpointId,
      state: { in: ['superseded', 'rejected'] },
      ...(policy?.pinnedSnapshotId ? { NOT: { id: policy.pinnedSnapshotId } } : {}),
    };
    const beyond = await this.queries.snapshot.findMany({
      where: leftover,
      orderBy: { version: 'desc' },
      skip: versions,
      select: { id: true },
    });
    if (beyond.length > 0)
      await this.queries.snapshot.deleteMany({ where: { id: { in: beyond.map(({ id }) => id) } } });
    if (days === null) return;
    const createdAt = { lt: new Date(now.getTime() - days * dayMs) };
    await this.queries.snapshot.deleteMany({ where: { ...leftover, createdAt } });
  }
}

/** Holds both rows until the transaction ends, so that neither a restart nor a deletion slips in between. */
async function assertCurrent(
  queries: Queries,
  { endpointId, replicaId, replicaEpoch }: NewSnapshot,
  generation: number,
): Promise<void> {
  const current = await queries.$queryRaw<unknown[]>`
    SELECT 1 FROM "speculation_policies"
    WHERE "endpoint_id" = ${endpointId as string} AND "generation" = ${generation} FOR SHARE`;
  if (current.length === 0) throw new StateChanged('learning', `in generation ${generation}`);
  if (replicaId === null) return;
  const living = await queries.$queryRaw<unknown[]>`
    SELECT 1 FROM "replicas"
    WHERE "id" = ${replicaId as string} AND "epoch" = ${replicaEpoch} AND "endpoint_id" = ${endpointId as string}
    FOR SHARE`;
  if (living.length === 0) throw new StateChanged('replica', `in epoch ${replicaEpoch}`);
}

const isActive = ({ state }: Snapshot): boolean => state === 'active';
