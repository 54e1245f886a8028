import { z } from 'zod';

import { idSchema, timestampSchema } from './fields.js';
import { operation, platform, scope } from './operation.js';
import { pageQuerySchema, pageSchema } from './page.js';
import { tenantParams } from './tenants.js';

const stateSchema = z.record(z.string(), z.unknown()).nullable();

export const auditEventSchema = z
  .strictObject({
    id: idSchema('auditEvent'),
    tenantId: idSchema('tenant')
      .nullable()
      .meta({ description: 'Null for what concerns the platform alone.' }),
    actor: z
      .strictObject({ kind: z.enum(['apiKey', 'user', 'platform']), id: z.string() })
      .meta({ description: 'Who did it; `platform` where it acted by itself.' }),
    action: z.string().meta({ examples: ['endpoint.stop'] }),
    resourceId: z.string(),
    before: stateSchema.meta({ description: 'What it was; null for something new.' }),
    after: stateSchema.meta({ description: 'What it became; null for something removed.' }),
    requestId: z.string().nullable().meta({ description: 'Null for what the platform did by itself.' }),
    ipAddress: z.string().nullable(),
    createdAt: timestampSchema,
  })
  .meta({ id: 'AuditEvent' });
export type AuditEventView = z.output<typeof auditEventSchema>;

const tag = 'Audit log';

export const auditOperations = {
  listOfTenant: operation({
    id: 'listTenantAuditEvents',
    tag,
    summary: 'List the changes within a tenant, newest first',
    method: 'get',
    path: '/api/v1/tenants/{tenantId}/audit-events',
    access: scope('admin'),
    params: tenantParams,
    query: pageQuerySchema,
    status: 200,
    result: pageSchema(auditEventSchema),
    problems: ['TENANT_NOT_FOUND'],
  }),
  list: operation({
    id: 'listAuditEvents',
    tag,
    summary: 'List all changes, newest first',
    method: 'get',
    path: '/api/v1/audit-events',
    access: platform,
    query: pageQuerySchema,
    status: 200,
    result: pageSchema(auditEventSchema),
  }),
} as const;
