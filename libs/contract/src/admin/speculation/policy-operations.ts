import { z } from 'zod';

import { endpointParams, endpointPath } from '../endpoints.js';
import { idSchema } from '../fields.js';
import { operation, scope } from '../operation.js';
import { tenantParams } from '../tenants.js';

const versionsMax = 50;
const daysMax = 365;
const onOff = z.enum(['on', 'off']);

const fields = {
  speculation: z
    .enum(['auto', 'off'])
    .meta({ description: '`off` decodes plainly. The text is the same; only the speed differs.' }),
  learning: onOff.meta({ description: '`off` goes on from what was learned, and learns nothing more.' }),
  heldOut: onOff.meta({
    description:
      'Whether one request in 16 is not learned from but kept, encrypted and for a time, to judge new snapshots by. ' +
      '`off` deletes what is kept; then an endpoint’s own learning goes on unjudged.',
  }),
  pinnedSnapshotId: idSchema('snapshot')
    .nullable()
    .meta({ description: 'Replicas stay with this snapshot, whatever is learned.' }),
  keptVersions: z.number().int().min(0).max(versionsMax).meta({
    description:
      'Snapshots kept that were active once and are neither active nor frozen; as many others are kept besides.',
  }),
  keptDays: z.number().int().min(1).max(daysMax).nullable().meta({
    description: 'How long those are kept at most; null leaves it to their number.',
  }),
};

export const speculationPolicySchema = z
  .strictObject({
    ...fields,
    version: z.number().int().meta({ description: 'Rises with every change; also the ETag.' }),
  })
  .meta({ id: 'SpeculationPolicy' });
export type SpeculationPolicyView = z.output<typeof speculationPolicySchema>;

const updateSchema = z
  .strictObject(fields)
  .partial()
  .refine((body) => Object.keys(body).length > 0, 'must change something')
  .meta({ id: 'UpdateSpeculationPolicy', minProperties: 1 });

const tenantPolicySchema = z
  .strictObject({
    heldOut: onOff.meta({
      description: '`off` keeps no request of any endpoint, whatever their own policies say.',
    }),
  })
  .meta({ id: 'TenantSpeculationPolicy' });

const tag = 'Speculation';
const path = `${endpointPath}/speculation-policy`;
const tenantPath = '/api/v1/tenants/{tenantId}/speculation-policy';
const problems = ['TENANT_NOT_FOUND', 'ENDPOINT_NOT_FOUND'] as const;

export const speculationPolicyOperations = {
  find: operation({
    id: 'getSpeculationPolicy',
    tag,
    summary: 'Get how an endpoint speculates and learns',
    method: 'get',
    path,
    access: scope('endpoints:read'),
    params: endpointParams,
    status: 200,
    result: speculationPolicySchema,
    isVersioned: true,
    problems,
  }),
  update: operation({
    id: 'updateSpeculationPolicy',
    tag,
    summary: 'Change how an endpoint speculates and learns',
    description: 'Running replicas follow at once; requests that run finish as they began.',
    method: 'patch',
    path,
    access: scope('endpoints:write'),
    params: endpointParams,
    body: updateSchema,
    status: 200,
    result: speculationPolicySchema,
    isVersioned: true,
    problems: [...problems, 'SNAPSHOT_NOT_FOUND', 'TRANSITION_REFUSED', 'STATE_CHANGED'],
  }),
  findOfTenant: operation({
    id: 'getTenantSpeculationPolicy',
    tag,
    summary: 'Get what holds for all endpoints of a tenant',
    method: 'get',
    path: tenantPath,
    access: scope('endpoints:read'),
    params: tenantParams,
    status: 200,
    result: tenantPolicySchema,
    problems: ['TENANT_NOT_FOUND'],
  }),
  putOfTenant: operation({
    id: 'setTenantSpeculationPolicy',
    tag,
    summary: 'Say what holds for all endpoints of a tenant',
    method: 'put',
    path: tenantPath,
    access: scope('admin'),
    params: tenantParams,
    body: tenantPolicySchema,
    status: 200,
    result: tenantPolicySchema,
    problems: ['TENANT_NOT_FOUND', 'KEY_RESTRICTED'],
  }),
} as const;
