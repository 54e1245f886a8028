import { z } from 'zod';

import { idSchema, nameSchema, timestampSchema } from './fields.js';
import { operation, platform, scope } from './operation.js';
import { pageQuerySchema, pageSchema } from './page.js';

export const createTenantSchema = z.strictObject({ name: nameSchema }).meta({ id: 'CreateTenant' });
export type CreateTenant = z.output<typeof createTenantSchema>;
export const updateTenantSchema = z.strictObject({ name: nameSchema }).meta({ id: 'UpdateTenant' });

export const tenantSchema = z
  .strictObject({
    id: idSchema('tenant'),
    name: nameSchema,
    version: z.number().int().meta({ description: 'Rises with every change; also the ETag.' }),
    createdAt: timestampSchema,
  })
  .meta({ id: 'Tenant' });
export type TenantView = z.output<typeof tenantSchema>;

const tag = 'Tenants';
const collection = '/api/v1/tenants';
const one = `${collection}/{tenantId}`;
export const tenantParams = z.strictObject({ tenantId: idSchema('tenant') });

export const tenantOperations = {
  create: operation({
    id: 'createTenant',
    tag,
    summary: 'Create a tenant',
    method: 'post',
    path: collection,
    access: platform,
    body: createTenantSchema,
    status: 201,
    result: tenantSchema,
    isVersioned: true,
    problems: ['NAME_TAKEN'],
  }),
  list: operation({
    id: 'listTenants',
    tag,
    summary: 'List all tenants, oldest first',
    method: 'get',
    path: collection,
    access: platform,
    query: pageQuerySchema,
    status: 200,
    result: pageSchema(tenantSchema),
  }),
  find: operation({
    id: 'getTenant',
    tag,
    summary: 'Get a tenant',
    method: 'get',
    path: one,
    access: scope('endpoints:read'),
    params: tenantParams,
    status: 200,
    result: tenantSchema,
    isVersioned: true,
    problems: ['TENANT_NOT_FOUND'],
  }),
  update: operation({
    id: 'updateTenant',
    tag,
    summary: 'Give a tenant another name',
    method: 'patch',
    path: one,
    access: platform,
    params: tenantParams,
    body: updateTenantSchema,
    status: 200,
    result: tenantSchema,
    isVersioned: true,
    problems: ['TENANT_NOT_FOUND', 'NAME_TAKEN'],
  }),
  remove: operation({
    id: 'deleteTenant',
    tag,
    summary: 'Delete a tenant that has no endpoints any more, with its keys',
    method: 'delete',
    path: one,
    access: platform,
    params: tenantParams,
    status: 204,
    problems: ['TENANT_NOT_FOUND', 'TENANT_NOT_EMPTY'],
  }),
} as const;
