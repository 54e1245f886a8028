import type { WebhookDeliveryView, WebhookView } from '@slipstream/contract';
import type { Webhook, WebhookDelivery } from '@slipstream/persistence';

export function toWebhookView(webhook: Webhook): WebhookView {
  const { id, tenantId, url, description, isEnabled, disabledReason, version, createdAt } = webhook;
  const eventTypes = webhook.eventTypes as WebhookView['eventTypes'];
  const fields = { id, tenantId, url, description, eventTypes, isEnabled, disabledReason, version };
  return { ...fields, createdAt: createdAt.toISOString() };
}

export function toWebhookDeliveryView(delivery: WebhookDelivery): WebhookDeliveryView {
  const { payload, nextAttemptAt, deliveredAt, createdAt, ...rest } = delivery;
  return {
    ...rest,
    payload: { ...payload },
    nextAttemptAt: nextAttemptAt?.toISOString() ?? null,
    deliveredAt: deliveredAt?.toISOString() ?? null,
    createdAt: createdAt.toISOString(),
  };
}
