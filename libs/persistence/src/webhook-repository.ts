import type { WebhookEventType } from '@slipstream/contract';
import type { TenantId, WebhookId } from '@slipstream/domain';
import type { Queries } from './database-client.js';
import type { Webhook as WebhookRow } from './generated/client.js';
import { pageArguments, type PageRequest } from './page.js';

export interface Webhook {
  id: WebhookId;
  tenantId: TenantId;
  url: string;
  description: string | null;
  eventTypes: WebhookEventType[];
  isEnabled: boolean;
  /** Why the platform turned it off; null if a person did, or nobody. */
  disabledReason: string | null;
  sealedSecret: Uint8Array;
  /** The one before, good until `oldSecretEndsAt`. */
  sealedOldSecret: Uint8Array | null;
  oldSecretEndsAt: Date | null;
  /** Rises with every change that a person makes. */
  version: number;
  createdAt: Date;
}

type Written = 'url' | 'description' | 'eventTypes';
export type NewWebhook = Pick<Webhook, 'id' | 'tenantId' | 'sealedSecret' | Written>;
export type WebhookChange = Partial<
  Pick<
    Webhook,
    Written | 'isEnabled' | 'disabledReason' | 'sealedSecret' | 'sealedOldSecret' | 'oldSecretEndsAt'
  >
>;

export class WebhookRepository {
  constructor(private readonly queries: Queries) {}

  async create({ sealedSecret, ...webhook }: NewWebhook): Promise<Webhook> {
    const data = { ...webhook, sealedSecret: Uint8Array.from(sealedSecret) };
    return toWebhook(await this.queries.webhook.create({ data }));
  }

  async count(tenantId: TenantId): Promise<number> {
    return this.queries.webhook.count({ where: { tenantId } });
  }

  async find(tenantId: TenantId, id: WebhookId): Promise<Webhook | undefined> {
    const row = await this.queries.webhook.findFirst({ where: { id, tenantId } });
    return row ? toWebhook(row) : undefined;
  }

  async list(tenantId: TenantId, page: PageRequest<WebhookId>): Promise<Webhook[]> {
    const rows = await this.queries.webhook.findMany(pageArguments(page, { tenantId }));
    return rows.map(toWebhook);
  }

  /** Those that want to be told of an event. A tenant has few. */
  async listSubscribed(tenantId: TenantId, eventType: WebhookEventType): Promise<WebhookId[]> {
    const rows = await this.queries.webhook.findMany({
      where: { tenantId, isEnabled: true, eventTypes: { has: eventType } },
      select: { id: true },
    });
    return rows.map(({ id }) => id as WebhookId);
  }

  /** Changes a webhook on the basis of the version given; undefined when there is a newer one. */
  async update(
    { tenantId, id, version }: Pick<Webhook, 'tenantId' | 'id' | 'version'>,
    { sealedSecret, sealedOldSecret, ...fields }: WebhookChange,
  ): Promise<Webhook | undefined> {
    const { count } = await this.queries.webhook.updateMany({
      where: { id, tenantId, version },
      data: {
        ...fields,
        ...(sealedSecret === undefined ? {} : { sealedSecret: Uint8Array.from(sealedSecret) }),
        ...(sealedOldSecret ? { sealedOldSecret: Uint8Array.from(sealedOldSecret) } : {}),
        version: { increment: 1 },
      },
    });
    return count === 0 ? undefined : this.find(tenantId, id);
  }

  /** Turns off what has said that it wants no more. */
  async disable(id: WebhookId, disabledReason: string): Promise<void> {
    await this.queries.webhook.updateMany({
      where: { id, isEnabled: true },
      data: { isEnabled: false, disabledReason, version: { increment: 1 } },
    });
  }

  async remove(tenantId: TenantId, id: WebhookId): Promise<void> {
    await this.queries.webhook.deleteMany({ where: { id, tenantId } });
  }
}

export function toWebhook(row: WebhookRow): Webhook {
  return {
    ...row,
    id: row.id as WebhookId,
    tenantId: row.tenantId as TenantId,
    eventTypes: row.eventTypes as WebhookEventType[],
  };
}
