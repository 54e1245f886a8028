import { z } from 'zod';

const scopeSchema = z.enum([
  'inference',
  'endpoints:read',
  'endpoints:write',
  'keys:write',
  'usage:read',
  'admin',
]);

/** Names people choose: they stand in URLs, logs and, for endpoints, in the `model` of a request. */
const nameSchema = z
  .string()
  .regex(
    /^[a-z0-9][a-z0-9._-]{0,62}$/,
    'must be 1–63 characters of a–z, 0–9, ".", "_" and "-", starting with a letter or digit',
  );

export const createTenantSchema = z.strictObject({ name: nameSchema });

export const createApiKeySchema = z.strictObject({
  name: z.string().min(1).max(100),
  scopes: z.array(scopeSchema).min(1),
  /** Endpoints the key may use; left out, all of its tenant's. */
  endpointIds: z.array(z.string()).max(100).optional(),
  expiresAt: z.iso.datetime().optional(),
});

export const createModelSchema = z.strictObject({
  name: nameSchema,
  source: z.discriminatedUnion('kind', [
    z.strictObject({ kind: z.literal('builtin'), name: z.string().min(1).max(100) }),
    z.strictObject({ kind: z.literal('path'), path: z.string().min(1).max(4096) }),
  ]),
  profile: z.enum(['fp32', 'int8-row', 'int4']).default('int8-row'),
});

export const createEndpointSchema = z.strictObject({
  name: nameSchema,
  modelId: z.string(),
  replicaCount: z.number().int().min(1).max(16).default(1),
});

/** The next revision of an endpoint's weights: a model of the same architecture and tokenizer. */
export const createRevisionSchema = z.strictObject({ modelId: z.string() });

export const pageQuerySchema = z.object({
  limit: z.coerce.number().int().min(1).max(200).default(50),
  cursor: z.string().max(64).optional(),
});

export type CreateTenant = z.infer<typeof createTenantSchema>;
export type CreateApiKey = z.infer<typeof createApiKeySchema>;
export type CreateModel = z.infer<typeof createModelSchema>;
export type CreateEndpoint = z.infer<typeof createEndpointSchema>;
export type CreateRevision = z.infer<typeof createRevisionSchema>;
export type PageQuery = z.infer<typeof pageQuerySchema>;
