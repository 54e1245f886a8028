import type { EndpointId, ReplicaId } from '@slipstream/domain';

import { inTransaction, type Queries } from './database-client.js';

/** A sequence to judge learning by, sealed by whoever keeps it. */
export interface HeldOutRow {
  endpointId: EndpointId;
  replicaId: ReplicaId;
  replicaEpoch: number;
  /** Of the report that brought it. */
  number: number;
  /** Of the endpoint's learning then. */
  generation: number;
  endedAt: Date;
  sealed: Uint8Array;
}

export class HeldOutRepository {
  constructor(private readonly queries: Queries) {}

  /**
   * Adds what one endpoint's replica has brought; what came before is not added twice. Nothing, once the endpoint's learning is
   * of another generation: until all of it is added, that cannot rise.
   */
  async add(rows: readonly HeldOutRow[]): Promise<void> {
    const [first] = rows;
    if (first === undefined) return;
    const data = rows.map((row) => ({ ...row, sealed: Buffer.from(row.sealed) }));
    await inTransaction(this.queries, async (queries) => {
      if (await isWanted(queries, first))
        await queries.heldOutSequence.createMany({ data, skipDuplicates: true });
    });
  }

  async count(endpointId: EndpointId): Promise<number> {
    return this.queries.heldOutSequence.count({ where: { endpointId } });
  }

  /** The newest first. */
  async listNewest(endpointId: EndpointId, limit: number): Promise<HeldOutRow[]> {
    const rows = await this.queries.heldOutSequence.findMany({
      where: { endpointId },
      orderBy: { endedAt: 'desc' },
      take: limit,
    });
    return rows.map((row) => ({ ...row, endpointId, replicaId: row.replicaId as ReplicaId }));
  }

  /**
   * Removes, of all endpoints, what has outlived `before` or is of an earlier generation, and of each endpoint what is beyond the
   * newest `keptCount`.
   */
  async prune({ before, keptCount }: { before: Date; keptCount: number }): Promise<void> {
    await this.queries.$executeRaw`
      DELETE FROM "held_out_sequences" AS "old" USING (
        SELECT "replica_id", "replica_epoch", "number",
          row_number() OVER (PARTITION BY "endpoint_id" ORDER BY "ended_at" DESC) AS "rank"
        FROM "held_out_sequences"
      ) AS "ranked"
      WHERE ("old"."replica_id", "old"."replica_epoch", "old"."number")
          = ("ranked"."replica_id", "ranked"."replica_epoch", "ranked"."number")
        AND ("ranked"."rank" > ${keptCount} OR "old"."ended_at" < ${before} OR "old"."generation" < (
          SELECT "generation" FROM "speculation_policies" AS "policy"
          WHERE "policy"."endpoint_id" = "old"."endpoint_id"))`;
  }

  async removeAll(endpointId: EndpointId): Promise<void> {
    await this.queries.heldOutSequence.deleteMany({ where: { endpointId } });
  }
}

/** Holds the policy until the transaction ends. */
async function isWanted(
  queries: Queries,
  { endpointId: id, generation }: Pick<HeldOutRow, 'endpointId' | 'generation'>,
): Promise<boolean> {
  const endpointId = String(id);
  const current = await queries.$queryRaw<unknown[]>`
    SELECT 1 FROM "speculation_policies"
    WHERE "endpoint_id" = ${endpointId} AND "generation" = ${generation} AND "held_out" = 'on'
      AND NOT EXISTS (
        SELECT 1 FROM "tenant_speculation_policies" AS "overruling" JOIN "endpoints" USING ("tenant_id")
        WHERE "endpoints"."id" = ${endpointId} AND "overruling"."held_out" = 'off')
    FOR SHARE`;
  return current.length > 0;
}
