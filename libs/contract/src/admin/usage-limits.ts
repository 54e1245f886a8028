import { usageLimitsSchema } from '../usage/usage-limits.js';
import { apiKeyParams, apiKeyPath } from './api-keys.js';
import { operation, platform, scope } from './operation.js';
import { tenantParams } from './tenants.js';

const tag = 'Usage';
const tenantPath = '/api/v1/tenants/{tenantId}/limits';
const keyPath = `${apiKeyPath}/limits`;

export const usageLimitOperations = {
  getOfTenant: operation({
    id: 'getTenantLimits',
    tag,
    summary: 'Get what a tenant may use',
    method: 'get',
    path: tenantPath,
    access: scope('usage:read'),
    params: tenantParams,
    status: 200,
    result: usageLimitsSchema,
    problems: ['TENANT_NOT_FOUND'],
  }),
  limitTenant: operation({
    id: 'setTenantLimits',
    tag,
    summary: 'Set what a tenant may use',
    description: 'The platform limits tenants. Takes effect on every gateway at once.',
    method: 'put',
    path: tenantPath,
    access: platform,
    params: tenantParams,
    body: usageLimitsSchema,
    status: 200,
    result: usageLimitsSchema,
    problems: ['TENANT_NOT_FOUND'],
  }),
  getOfKey: operation({
    id: 'getKeyLimits',
    tag,
    summary: 'Get what a key may use',
    method: 'get',
    path: keyPath,
    access: scope('keys:write'),
    params: apiKeyParams,
    status: 200,
    result: usageLimitsSchema,
    problems: ['TENANT_NOT_FOUND', 'API_KEY_NOT_FOUND'],
  }),
  limitKey: operation({
    id: 'setKeyLimits',
    tag,
    summary: 'Set what a key may use',
    description: 'Within what its tenant may use. Takes effect on every gateway at once.',
    method: 'put',
    path: keyPath,
    access: scope('keys:write'),
    params: apiKeyParams,
    body: usageLimitsSchema,
    status: 200,
    result: usageLimitsSchema,
    problems: ['TENANT_NOT_FOUND', 'API_KEY_NOT_FOUND'],
  }),
} as const;
