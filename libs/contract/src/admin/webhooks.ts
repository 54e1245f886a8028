import { z } from 'zod';

import { idSchema, textSchema, timestampSchema } from './fields.js';
import { operation, scope } from './operation.js';
import { pageQuerySchema, pageSchema } from './page.js';
import { tenantParams } from './tenants.js';

/** What webhooks tell of. `webhook.test` is sent on demand, to whichever webhook is tried. */
export const webhookEventTypes = ['budget.threshold_reached'] as const;
export const testEventType = 'webhook.test' as const;
export type WebhookEventType = (typeof webhookEventTypes)[number] | typeof testEventType;

/** The body of a webhook's request, as Standard Webhooks has it. */
export interface WebhookPayload {
  readonly type: WebhookEventType;
  /** When it happened, in ISO 8601. */
  readonly timestamp: string;
  readonly data: Readonly<Record<string, unknown>>;
}

export const webhookDeliveryStates = ['pending', 'delivered', 'failed'] as const;
export type WebhookDeliveryState = (typeof webhookDeliveryStates)[number];

const url = z
  .string()
  .max(2_048)
  .regex(
    /^https?:\/\/[A-Za-z0-9.:[\]-]+(\/[\x21-\x7e]*)?$/,
    'must be an http or https URL without credentials',
  )
  .refine((text) => !text.includes('sk_slip_'), 'must not contain an API key')
  .meta({
    description:
      'Https, unless the operator allows the network it is in. Private, loopback and link-local addresses are refused, ' +
      'by name too, and redirects are not followed.',
    examples: ['https://hooks.example.com/slipstream'],
  });
const description = textSchema({ lengthMax: 200 }).nullable();
const eventTypes = z.array(z.enum(webhookEventTypes)).min(1).max(webhookEventTypes.length);
const secret = z.string().meta({
  description: 'Shown here and never again: what signatures are checked with.',
  examples: ['whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw'],
});

export const createWebhookSchema = z
  .strictObject({ url, description: description.default(null), eventTypes })
  .meta({ id: 'CreateWebhook' });

export const updateWebhookSchema = z
  .strictObject({
    url: url.optional(),
    description: description.optional(),
    eventTypes: eventTypes.optional(),
    isEnabled: z.boolean().optional().meta({ description: 'Nothing new is sent to one that is not.' }),
  })
  .refine((body) => Object.keys(body).length > 0, 'must change something')
  .meta({ id: 'UpdateWebhook', minProperties: 1 });

const overlapSecondsMax = 7 * 24 * 3600;

export const rotateWebhookSchema = z
  .strictObject({
    overlapSeconds: z
      .number()
      .int()
      .min(0)
      .max(overlapSecondsMax)
      .default(24 * 3600)
      .meta({ description: 'How long requests are signed with the old secret too.' }),
  })
  .meta({ id: 'RotateWebhook' });

const webhookFields = {
  id: idSchema('webhook'),
  tenantId: idSchema('tenant'),
  url: z.string(),
  description: z.string().nullable(),
  eventTypes,
  isEnabled: z.boolean(),
  disabledReason: z.string().nullable(),
  version: z.number().int().meta({ description: 'Rises with every change; also the ETag.' }),
  createdAt: timestampSchema,
};
export const webhookSchema = z.strictObject(webhookFields).meta({ id: 'Webhook' });
export type WebhookView = z.output<typeof webhookSchema>;
export const webhookWithSecretSchema = z
  .strictObject({ ...webhookFields, secret })
  .meta({ id: 'WebhookWithSecret' });
export type WebhookWithSecretView = z.output<typeof webhookWithSecretSchema>;

export const webhookDeliverySchema = z
  .strictObject({
    id: idSchema('webhookDelivery').meta({ description: 'The `webhook-id` of every attempt.' }),
    webhookId: idSchema('webhook'),
    eventType: z.enum([...webhookEventTypes, testEventType]),
    payload: z.record(z.string(), z.unknown()).meta({ description: 'The body as it is sent.' }),
    state: z.enum(webhookDeliveryStates),
    attempts: z.number().int(),
    lastStatus: z.number().int().nullable().meta({ description: 'The HTTP status of the last answer.' }),
    lastProblem: z.string().nullable().meta({ description: 'Why the last attempt failed.' }),
    nextAttemptAt: timestampSchema.nullable(),
    deliveredAt: timestampSchema.nullable(),
    createdAt: timestampSchema,
  })
  .meta({ id: 'WebhookDelivery' });
export type WebhookDeliveryView = z.output<typeof webhookDeliverySchema>;

const tag = 'Webhooks';
const collection = '/api/v1/tenants/{tenantId}/webhooks';
const one = `${collection}/{webhookId}`;
const webhookParams = tenantParams.extend({ webhookId: idSchema('webhook') });
const shared = { tag, access: scope('admin'), params: webhookParams } as const;
const problems = ['TENANT_NOT_FOUND', 'WEBHOOK_NOT_FOUND'] as const;

export const webhookOperations = {
  create: operation({
    ...shared,
    id: 'createWebhook',
    summary: 'Create a webhook',
    description:
      'Requests follow Standard Webhooks: `webhook-id` stays the same over all attempts of a message, ' +
      '`webhook-signature` is checked with the secret. What is not answered with 2xx is tried again for days.',
    method: 'post',
    path: collection,
    params: tenantParams,
    body: createWebhookSchema,
    status: 201,
    result: webhookWithSecretSchema,
    isVersioned: true,
    problems: ['TENANT_NOT_FOUND', 'ADDRESS_REFUSED', 'LIMIT_REACHED'],
  }),
  list: operation({
    ...shared,
    id: 'listWebhooks',
    summary: 'List the webhooks of a tenant, oldest first',
    method: 'get',
    path: collection,
    params: tenantParams,
    query: pageQuerySchema,
    status: 200,
    result: pageSchema(webhookSchema),
    problems: ['TENANT_NOT_FOUND'],
  }),
  find: operation({
    ...shared,
    id: 'getWebhook',
    summary: 'Get a webhook',
    method: 'get',
    path: one,
    status: 200,
    result: webhookSchema,
    isVersioned: true,
    problems,
  }),
  update: operation({
    ...shared,
    id: 'updateWebhook',
    summary: 'Change a webhook',
    description: 'Fields that are left out stay as they are.',
    method: 'patch',
    path: one,
    body: updateWebhookSchema,
    status: 200,
    result: webhookSchema,
    isVersioned: true,
    problems: [...problems, 'ADDRESS_REFUSED'],
  }),
  rotate: operation({
    ...shared,
    id: 'rotateWebhookSecret',
    summary: 'Give a webhook a new secret, with an overlap',
    description: 'Until the overlap ends, requests carry a signature of each of the two secrets.',
    method: 'post',
    path: `${one}/rotate`,
    body: rotateWebhookSchema,
    status: 201,
    result: webhookWithSecretSchema,
    isVersioned: true,
    problems,
  }),
  test: operation({
    ...shared,
    id: 'testWebhook',
    summary: 'Send a webhook an event of the type `webhook.test`',
    method: 'post',
    path: `${one}/test`,
    status: 202,
    result: webhookDeliverySchema,
    problems,
  }),
  listDeliveries: operation({
    ...shared,
    id: 'listWebhookDeliveries',
    summary: 'List what was sent to a webhook in the last 30 days, newest first',
    method: 'get',
    path: `${one}/deliveries`,
    query: pageQuerySchema,
    status: 200,
    result: pageSchema(webhookDeliverySchema),
    problems,
  }),
  remove: operation({
    ...shared,
    id: 'deleteWebhook',
    summary: 'Delete a webhook, with what was yet to be sent to it',
    method: 'delete',
    path: one,
    status: 204,
    problems,
  }),
} as const;
