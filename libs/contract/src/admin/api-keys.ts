import { z } from 'zod';

import { idSchema, scopeSchema, textSchema, timestampSchema } from './fields.js';
import { operation, scope } from './operation.js';
import { pageQuerySchema, pageSchema } from './page.js';
import { tenantParams } from './tenants.js';

const keyName = textSchema({ lengthMax: 100 }).meta({ examples: ['production'] });
const keyScopes = z
  .array(scopeSchema)
  .min(1)
  .max(scopeSchema.options.length)
  .meta({ examples: [['inference']] });
const allowList = z.array(idSchema('endpoint')).max(100);

export const createApiKeySchema = z
  .strictObject({
    name: keyName,
    scopes: keyScopes,
    endpointIds: allowList
      .optional()
      .meta({ description: 'Endpoints the key may use; left out, all of its tenant.' }),
    expiresAt: z.iso.datetime().optional().meta({ description: 'Left out, the key never expires.' }),
  })
  .meta({ id: 'CreateApiKey' });
export type CreateApiKey = z.output<typeof createApiKeySchema>;

export const updateApiKeySchema = z
  .strictObject({
    name: keyName.optional(),
    scopes: keyScopes.optional(),
    endpointIds: allowList.nullable().optional().meta({ description: 'Null: all endpoints of the tenant.' }),
    expiresAt: z.iso.datetime().nullable().optional().meta({ description: 'Null: never.' }),
  })
  .refine((body) => Object.keys(body).length > 0, 'must change something')
  .meta({ id: 'UpdateApiKey', minProperties: 1 });

const overlapSecondsMax = 7 * 24 * 3600;

export const rotateApiKeySchema = z
  .strictObject({
    overlapSeconds: z
      .number()
      .int()
      .min(0)
      .max(overlapSecondsMax)
      .default(3600)
      .meta({ description: 'How long the old key still works beside the new one.', examples: [3600] }),
  })
  .meta({ id: 'RotateApiKey' });

const apiKeyFields = {
  id: idSchema('apiKey'),
  tenantId: idSchema('tenant').nullable(),
  name: keyName,
  displayPrefix: z.string().meta({ examples: ['sk_slip_4fQz'] }),
  lastFour: z.string().meta({ examples: ['01aB'] }),
  scopes: keyScopes,
  endpointIds: allowList.nullable().meta({ description: 'Null: all endpoints of the tenant.' }),
  expiresAt: timestampSchema.nullable(),
  revokedAt: timestampSchema.nullable(),
  lastUsedAt: timestampSchema.nullable(),
  rotatedFrom: idSchema('apiKey').nullable().meta({ description: 'The key that this one took over from.' }),
  version: z.number().int().meta({ description: 'Rises with every change; also the ETag.' }),
  createdAt: timestampSchema,
};

export const apiKeySchema = z.strictObject(apiKeyFields).meta({ id: 'ApiKey' });
export type ApiKeyView = z.output<typeof apiKeySchema>;

export const createdApiKeySchema = z
  .strictObject({
    ...apiKeyFields,
    secret: z.string().meta({ description: 'Shown here and never again; only its hash is stored.' }),
  })
  .meta({ id: 'CreatedApiKey' });
export type CreatedApiKeyView = z.output<typeof createdApiKeySchema>;

const tag = 'API keys';
const collection = '/api/v1/tenants/{tenantId}/keys';
export const apiKeyPath = `${collection}/{keyId}`;
export const apiKeyParams = tenantParams.extend({ keyId: idSchema('apiKey') });

export const apiKeyOperations = {
  create: operation({
    id: 'createApiKey',
    tag,
    summary: 'Create an API key',
    method: 'post',
    path: collection,
    access: scope('keys:write'),
    params: tenantParams,
    body: createApiKeySchema,
    status: 201,
    result: createdApiKeySchema,
    isVersioned: true,
    problems: ['TENANT_NOT_FOUND', 'ENDPOINT_NOT_FOUND', 'KEY_RESTRICTED'],
  }),
  list: operation({
    id: 'listApiKeys',
    tag,
    summary: 'List the keys of a tenant, oldest first',
    method: 'get',
    path: collection,
    access: scope('keys:write'),
    params: tenantParams,
    query: pageQuerySchema,
    status: 200,
    result: pageSchema(apiKeySchema),
    problems: ['TENANT_NOT_FOUND'],
  }),
  find: operation({
    id: 'getApiKey',
    tag,
    summary: 'Get an API key',
    method: 'get',
    path: apiKeyPath,
    access: scope('keys:write'),
    params: apiKeyParams,
    status: 200,
    result: apiKeySchema,
    isVersioned: true,
    problems: ['TENANT_NOT_FOUND', 'API_KEY_NOT_FOUND'],
  }),
  update: operation({
    id: 'updateApiKey',
    tag,
    summary: 'Change an API key',
    description: 'Fields that are left out stay as they are. Nobody can grant a scope that they do not hold.',
    method: 'patch',
    path: apiKeyPath,
    access: scope('keys:write'),
    params: apiKeyParams,
    body: updateApiKeySchema,
    status: 200,
    result: apiKeySchema,
    isVersioned: true,
    problems: ['TENANT_NOT_FOUND', 'API_KEY_NOT_FOUND', 'ENDPOINT_NOT_FOUND', 'KEY_RESTRICTED'],
  }),
  rotate: operation({
    id: 'rotateApiKey',
    tag,
    summary: 'Replace an API key by a new one, with an overlap',
    description:
      'The new key has the name, scopes, endpoints and limits of the old one, whose budgets become its own, and lasts as ' +
      'long. What the old one has used of a month counts for the new one. ' +
      'The old one works until the overlap ends, so that nothing stops while the new one is brought out.',
    method: 'post',
    path: `${apiKeyPath}/rotate`,
    access: scope('keys:write'),
    params: apiKeyParams,
    body: rotateApiKeySchema,
    status: 201,
    result: createdApiKeySchema,
    isVersioned: true,
    problems: ['TENANT_NOT_FOUND', 'API_KEY_NOT_FOUND', 'KEY_NOT_USABLE', 'KEY_RESTRICTED'],
  }),
  revoke: operation({
    id: 'revokeApiKey',
    tag,
    summary: 'Revoke an API key, at once on every gateway',
    description: 'Revoking again changes nothing. The key stays in the list, so that audits find it.',
    method: 'delete',
    path: apiKeyPath,
    access: scope('keys:write'),
    params: apiKeyParams,
    status: 204,
    problems: ['TENANT_NOT_FOUND', 'API_KEY_NOT_FOUND'],
  }),
} as const;
