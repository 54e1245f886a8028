import { type PayloadOf, type Topic, topics, type Work } from '@slipstream/contract';
import type { Queries } from './database-client.js';
import type { OutboxEntry as OutboxEntryRow } from './generated/client.js';

/** Work that waits to be done, or is under way. */
export interface OutboxEntry<T extends Topic = Topic> extends Work<T> {
  /** Rises in the order of writing. */
  readonly id: string;
}

/** An entry as a relay sees it, which hands it on unread. */
export type WaitingEntry = Pick<OutboxEntry, 'id' | 'topic' | 'key'> & { readonly payload: unknown };

/** Work that changes cause. An entry lies here until it is done; queues only say when and where that happens. */
export class OutboxRepository {
  constructor(private readonly queries: Queries) {}

  /** Call it in the transaction of the change. */
  async add<T extends Topic>({ topic, key, payload }: Work<T>): Promise<void> {
    // Tenants may write here and not read, so nothing is returned.
    await this.queries.$executeRaw`
      INSERT INTO "outbox_entries" ("topic", "key", "payload")
      VALUES (${topic}, ${key}, ${JSON.stringify(payload)}::jsonb)`;
  }

  /**
   * The oldest entries that no queue has had since `handedBefore`, locked against other relays until the transaction
   * ends.
   */
  async lockWaiting({ handedBefore, limit }: { handedBefore: Date; limit: number }): Promise<WaitingEntry[]> {
    // Topics of a newer version of the program are left to it.
    const rows = await this.queries.$queryRaw<OutboxEntryRow[]>`
      SELECT "id", "topic", "key", "payload" FROM "outbox_entries"
      WHERE "failed_at" IS NULL AND ("handed_at" IS NULL OR "handed_at" < ${handedBefore})
        AND "topic" = ANY(${Object.keys(topics)})
      ORDER BY "id" LIMIT ${limit} FOR UPDATE SKIP LOCKED`;
    return rows.map(({ id, topic, key, payload }) => ({
      id: String(id),
      topic: topic as Topic,
      key,
      payload,
    }));
  }

  async recordHanded(ids: readonly string[], handedAt: Date): Promise<void> {
    await this.queries.outboxEntry.updateMany({ where: { id: { in: ids.map(BigInt) } }, data: { handedAt } });
  }

  /** Undefined once it is done or given up. @throws if its payload is not one of the topic */
  async find<T extends Topic>(topic: T, id: string): Promise<OutboxEntry<T> | undefined> {
    const row = await this.queries.outboxEntry.findFirst({
      where: { id: BigInt(id), topic, failedAt: null },
    });
    if (row === null) return undefined;
    return { id, topic, key: row.key, payload: topics[topic].parse(row.payload) as PayloadOf<T> };
  }

  /** What has become of the work about `key`: there is none of it when it is done. */
  async stateOf(topic: Topic, key: string): Promise<'waiting' | 'failed' | 'done'> {
    const entries = await this.queries.outboxEntry.findMany({ where: { topic, key } });
    if (entries.length === 0) return 'done';
    return entries.some(({ failedAt }) => failedAt === null) ? 'waiting' : 'failed';
  }

  /**
   * Marks work as done; false if it has been before. In one transaction with what the work changes, it makes that happen
   * exactly once.
   */
  async settle(...ids: readonly string[]): Promise<boolean> {
    const { count } = await this.queries.outboxEntry.deleteMany({ where: { id: { in: ids.map(BigInt) } } });
    return count > 0;
  }

  /** Gives work up. The entry stays, for people to see, and takes the place of an earlier one about the same. */
  async giveUp(id: string, { reason, failedAt }: { reason: string; failedAt: Date }): Promise<void> {
    const entry = await this.queries.outboxEntry.findUnique({ where: { id: BigInt(id) } });
    if (entry === null) return;
    const { topic, key } = entry;
    await this.queries.outboxEntry.deleteMany({ where: { topic, key, failedAt: { not: null } } });
    await this.queries.outboxEntry.updateMany({ where: { id: entry.id }, data: { reason, failedAt } });
  }
}
