import { StateChanged, type EndpointId, type SnapshotId } from '@slipstream/domain';

import { inTransaction, isUniqueViolation, type Queries } from './database-client.js';
import { pageArguments, type PageRequest } from './page.js';
import { type NewSnapshot, type Snapshot, toSnapshot } from './snapshot.js';

const chunkBytes = 1024 ** 2;

/** How many of the versions that were active, and of the others, stay, and for how long at most. */
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

  /** What a replica of this model may start with: the active version, then those that were active, the latest first. */
  async listUsable(endpointId: EndpointId, modelDigest: string | null): Promise<Snapshot[]> {
    if (modelDigest === null) return [];
    const rows = await this.queries.snapshot.findMany({
      where: {
        endpointId,
        modelDigest,
        state: { in: ['active', 'superseded', 'frozen'] },
        NOT: { promotedAt: null },
      },
      orderBy: { promotedAt: 'desc' },
    });
    const usable = rows.map(toSnapshot);
    return [...usable.filter(isActive), ...usable.filter((snapshot) => !isActive(snapshot))];
  }

  /** What the endpoint's own replicas learned and nobody has judged, oldest first. */
  async listUnjudged(endpointId: EndpointId): Promise<Snapshot[]> {
    const rows = await this.queries.snapshot.findMany({
      where: { endpointId, state: 'candidate', kind: { in: ['checkpoint', 'merge'] } },
      orderBy: { version: 'asc' },
    });
    return rows.map(toSnapshot);
  }

  /** Those from elsewhere that wait to be judged, across all endpoints, oldest first. */
  async listWaiting(): Promise<Snapshot[]> {
    const rows = await this.queries.snapshot.findMany({
      where: { state: 'candidate', kind: { in: ['import', 'copy'] } },
      orderBy: { id: 'asc' },
    });
    return rows.map(toSnapshot);
  }

  /** Those that are being judged. */
  async listEvaluating(endpointId: EndpointId): Promise<Snapshot[]> {
    const rows = await this.queries.snapshot.findMany({ where: { endpointId, state: 'evaluating' } });
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
      frozenAt: null,
      ...(policy?.pinnedSnapshotId ? { NOT: { id: policy.pinnedSnapshotId } } : {}),
    };
    // Parts of merges, and what was rejected, take no place of what one can go back to.
    const wasActive = { state: 'superseded', promotedAt: { not: null } };
    const kinds = [
      { those: wasActive, orderBy: [{ promotedAt: 'desc' }, { version: 'desc' }] },
      { those: { NOT: wasActive }, orderBy: [{ version: 'desc' }] },
    ] as const;
    for (const { those, orderBy } of kinds) {
      const beyond = await this.queries.snapshot.findMany({
        where: { AND: [leftover, those] },
        orderBy: [...orderBy],
        skip: versions,
        select: { id: true },
      });
      const ids = beyond.map(({ id }) => id);
      if (ids.length > 0) await this.queries.snapshot.deleteMany({ where: { ...leftover, id: { in: ids } } });
    }
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
