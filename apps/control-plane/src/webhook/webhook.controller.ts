import { Controller } from '@nestjs/common';
import {
  type InputOf,
  type Page,
  testEventType,
  type WebhookDeliveryView,
  webhookOperations,
  type WebhookPayload,
  type WebhookView,
  type WebhookWithSecretView,
} from '@slipstream/contract';
import { LimitReached, type TenantId, type WebhookId, WebhookNotFound } from '@slipstream/domain';
import { newId, type Repositories, type Webhook } from '@slipstream/persistence';

import { UnitsOfWork } from '../change/units-of-work.js';
import { assertMatches } from '../http/entity-tag.js';
import { Implements } from '../http/implements.js';
import { Input } from '../http/input.js';
import { pageOf, pageRequest } from '../http/page.js';
import { PreconditionFailed } from '../http/refusals.js';
import { Context, type RequestContext } from '../http/request-context.js';
import { AddressPolicy } from './address-policy.js';
import { toWebhookDeliveryView, toWebhookView } from './webhook.view.js';
import { WebhookSecrets } from './webhook-secrets.js';

const { create, list, find, update, rotate, test, listDeliveries, remove } = webhookOperations;
const webhooksMax = 20;

@Controller()
export class WebhookController {
  constructor(
    private readonly work: UnitsOfWork,
    private readonly addresses: AddressPolicy,
    private readonly secrets: WebhookSecrets,
  ) {}

  @Implements(create)
  create(
    @Input() { params, body }: InputOf<typeof create>,
    @Context() context: RequestContext,
  ): Promise<WebhookWithSecretView> {
    const { tenantId } = params;
    this.addresses.assertUrl(body.url);
    return this.work.changeTenant(context, tenantId, async ({ webhooks }, trail) => {
      if ((await webhooks.count(tenantId)) >= webhooksMax) throw new LimitReached('webhooks', webhooksMax);
      const { secret, sealedSecret } = this.secrets.create();
      const webhook = { ...body, id: newId('webhook'), tenantId, sealedSecret };
      const after = toWebhookView(await webhooks.create(webhook));
      trail.record({ action: 'webhook.create', tenantId, resourceId: after.id, before: null, after });
      return { ...after, secret };
    });
  }

  @Implements(list)
  list(@Input() { params, query }: InputOf<typeof list>): Promise<Page<WebhookView>> {
    const { tenantId } = params;
    return this.work.read(tenantId, async ({ webhooks }) =>
      pageOf(await webhooks.list(tenantId, pageRequest('webhook', query)), query, toWebhookView),
    );
  }

  @Implements(find)
  find(@Input() { params }: InputOf<typeof find>): Promise<WebhookView> {
    return this.work.read(params.tenantId, async (repositories) =>
      toWebhookView(await findOwned(repositories, params)),
    );
  }

  @Implements(update)
  update(
    @Input() { params, body }: InputOf<typeof update>,
    @Context() context: RequestContext,
  ): Promise<WebhookView> {
    const { tenantId, webhookId } = params;
    if (body.url !== undefined) this.addresses.assertUrl(body.url);
    return this.work.changeTenant(context, tenantId, async (repositories, trail) => {
      const webhook = await findOwned(repositories, params);
      assertMatches(context.ifMatch, webhook.version);
      const { url = webhook.url, description = webhook.description } = body;
      const { eventTypes = webhook.eventTypes, isEnabled = webhook.isEnabled } = body;
      const disabledReason = body.isEnabled === undefined ? webhook.disabledReason : null;
      const change = { url, description, eventTypes, isEnabled, disabledReason };
      const updated = await repositories.webhooks.update(webhook, change);
      if (updated === undefined) throw new PreconditionFailed();
      const [before, after] = [toWebhookView(webhook), toWebhookView(updated)];
      trail.record({ action: 'webhook.update', tenantId, resourceId: webhookId, before, after });
      return after;
    });
  }

  @Implements(rotate)
  rotate(
    @Input() { params, body }: InputOf<typeof rotate>,
    @Context() context: RequestContext,
  ): Promise<WebhookWithSecretView> {
    const { tenantId, webhookId } = params;
    return this.work.changeTenant(context, tenantId, async (repositories, trail) => {
      const webhook = await findOwned(repositories, params);
      const { secret, sealedSecret } = this.secrets.create();
      const rotated = await repositories.webhooks.update(webhook, {
        sealedSecret,
        sealedOldSecret: webhook.sealedSecret,
        oldSecretEndsAt: new Date(Date.now() + body.overlapSeconds * 1_000),
      });
      if (rotated === undefined) throw new PreconditionFailed();
      const [before, after] = [toWebhookView(webhook), toWebhookView(rotated)];
      trail.record({ action: 'webhook.rotate', tenantId, resourceId: webhookId, before, after });
      return { ...after, secret };
    });
  }

  @Implements(test)
  test(
    @Input() { params }: InputOf<typeof test>,
    @Context() context: RequestContext,
  ): Promise<WebhookDeliveryView> {
    const { tenantId, webhookId } = params;
    return this.work.changeTenant(context, tenantId, async (repositories, trail) => {
      await findOwned(repositories, params);
      const now = new Date();
      const payload: WebhookPayload = {
        type: testEventType,
        timestamp: now.toISOString(),
        data: { webhookId },
      };
      const [delivery] = await repositories.webhookDeliveries.create([webhookId], payload, now);
      trail.record({ action: 'webhook.test', tenantId, resourceId: webhookId, before: null, after: null });
      return toWebhookDeliveryView(delivery!);
    });
  }

  @Implements(listDeliveries)
  deliveries(@Input() { params, query }: InputOf<typeof listDeliveries>): Promise<Page<WebhookDeliveryView>> {
    return this.work.read(params.tenantId, async (repositories) => {
      const { id } = await findOwned(repositories, params);
      const deliveries = await repositories.webhookDeliveries.list(id, pageRequest('webhookDelivery', query));
      return pageOf(deliveries, query, toWebhookDeliveryView);
    });
  }

  @Implements(remove)
  remove(@Input() { params }: InputOf<typeof remove>, @Context() context: RequestContext): Promise<void> {
    const { tenantId, webhookId } = params;
    return this.work.changeTenant(context, tenantId, async (repositories, trail) => {
      const before = toWebhookView(await findOwned(repositories, params));
      await repositories.webhooks.remove(tenantId, webhookId);
      trail.record({ action: 'webhook.delete', tenantId, resourceId: webhookId, before, after: null });
    });
  }
}

async function findOwned(
  { webhooks }: Repositories,
  { tenantId, webhookId }: { tenantId: TenantId; webhookId: WebhookId },
): Promise<Webhook> {
  const webhook = await webhooks.find(tenantId, webhookId);
  if (webhook === undefined) throw new WebhookNotFound();
  return webhook;
}
