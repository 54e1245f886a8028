import type { WebhookDeliveryState, WebhookEventType, WebhookPayload } from '@slipstream/contract';
import type { WebhookDeliveryId, WebhookId } from '@slipstream/domain';
import type { Queries } from './database-client.js';
import type { WebhookDelivery as WebhookDeliveryRow } from './generated/client.js';
import { newId } from './new-id.js';
import { OutboxRepository } from './outbox-repository.js';
import { pageLimitMax, type PageRequest } from './page.js';
import { toWebhook, type Webhook } from './webhook-repository.js';

export interface WebhookDelivery {
  id: WebhookDeliveryId;
  webhookId: WebhookId;
  eventType: WebhookEventType;
  payload: WebhookPayload;
  state: WebhookDeliveryState;
  /** Those that have begun. */
  attempts: number;
  lastStatus: number | null;
  /** Why the last attempt failed; null if it did not. */
  lastProblem: string | null;
  /** Null once it is over. */
  nextAttemptAt: Date | null;
  deliveredAt: Date | null;
  createdAt: Date;
}

/** A delivery whose attempt has begun. */
export interface DueDelivery extends WebhookDelivery {
  webhook: Webhook;
}

export type AttemptRecord = Pick<WebhookDelivery, 'state' | 'lastStatus' | 'lastProblem' | 'nextAttemptAt'>;

/** Longer than an attempt may take: after that the next one is due. What waits longer in the queue is queued once more. */
const attemptMsMax = 60_000;

/** What is to be told to webhooks, and how telling it went. */
export class WebhookDeliveryRepository {
  constructor(private readonly queries: Queries) {}

  /**
   * One delivery for each webhook, whose first attempt is left to a queue. Call it in the transaction of what the event
   * tells of.
   */
  async create(
    webhookIds: readonly WebhookId[],
    payload: WebhookPayload,
    at: Date,
  ): Promise<WebhookDelivery[]> {
    const deliveries = webhookIds.map((webhookId) => ({
      id: newId('webhookDelivery'),
      webhookId,
      eventType: payload.type,
      payload: { ...payload, data: payload.data as object },
      nextAttemptAt: new Date(at.getTime() + attemptMsMax),
    }));
    const rows = await this.queries.webhookDelivery.createManyAndReturn({ data: deliveries });
    await this.leaveToQueue(rows);
    return rows.map(toDelivery);
  }

  /** Newest first. */
  async list(webhookId: WebhookId, page: PageRequest<WebhookDeliveryId>): Promise<WebhookDelivery[]> {
    const rows = await this.queries.webhookDelivery.findMany({
      where: { webhookId, ...(page.after === undefined ? {} : { id: { lt: page.after as string } }) },
      orderBy: { id: 'desc' },
      take: Math.min(page.limit, pageLimitMax),
    });
    return rows.map(toDelivery);
  }

  /**
   * Leaves the attempts that are due to a queue, and says how many. An attempt whose end nobody has recorded in time is
   * followed by the next, so a queue that forgets costs a delay and no message.
   */
  async leaveDueToQueue({ now, limit }: { now: Date; limit: number }): Promise<number> {
    const due = await this.queries.$queryRaw<{ id: string }[]>`
      SELECT "id" FROM "webhook_deliveries" WHERE "next_attempt_at" <= ${now.toISOString()}::timestamptz
      ORDER BY "next_attempt_at" LIMIT ${limit} FOR UPDATE SKIP LOCKED`;
    const rows = await this.queries.webhookDelivery.updateManyAndReturn({
      where: { id: { in: due.map(({ id }) => id) } },
      data: { nextAttemptAt: new Date(now.getTime() + attemptMsMax) },
    });
    await this.leaveToQueue(rows);
    return rows.length;
  }

  /** Begins an attempt, which counts from now on. Undefined if it has begun before, or nothing is left to tell. */
  async begin(id: WebhookDeliveryId, attempt: number, now: Date): Promise<DueDelivery | undefined> {
    const { count } = await this.queries.webhookDelivery.updateMany({
      where: { id, attempts: attempt - 1, state: 'pending' },
      data: { attempts: attempt, nextAttemptAt: new Date(now.getTime() + attemptMsMax) },
    });
    if (count === 0) return undefined;
    const row = await this.queries.webhookDelivery.findUnique({ where: { id }, include: { webhook: true } });
    if (row === null) return undefined;
    const { webhook, ...delivery } = row;
    return { ...toDelivery(delivery), webhook: toWebhook(webhook) };
  }

  /** Says how an attempt went, unless another one has begun since. */
  async record(
    { id, attempts }: Pick<WebhookDelivery, 'id' | 'attempts'>,
    attempt: AttemptRecord,
    at: Date,
  ): Promise<void> {
    const deliveredAt = attempt.state === 'delivered' ? at : null;
    await this.queries.webhookDelivery.updateMany({
      where: { id, attempts, state: 'pending' },
      data: { ...attempt, deliveredAt },
    });
  }

  async removeOlderThan(time: Date): Promise<void> {
    await this.queries.webhookDelivery.deleteMany({ where: { createdAt: { lt: time } } });
  }

  private async leaveToQueue(rows: readonly WebhookDeliveryRow[]): Promise<void> {
    const outbox = new OutboxRepository(this.queries);
    for (const { id, attempts } of rows) {
      const payload = { deliveryId: id as WebhookDeliveryId, attempt: attempts + 1 };
      await outbox.add({ topic: 'webhook.attempt', key: id, payload });
    }
  }
}

function toDelivery(row: WebhookDeliveryRow): WebhookDelivery {
  return {
    ...row,
    id: row.id as WebhookDeliveryId,
    webhookId: row.webhookId as WebhookId,
    eventType: row.eventType as WebhookEventType,
    payload: row.payload as unknown as WebhookPayload,
    state: row.state as WebhookDeliveryState,
  };
}
