import { conditionTypes, desiredEndpointStates, endpointStates } from '@slipstream/domain';
import { z } from 'zod';

import { idSchema, nameSchema, timestampSchema } from './fields.js';
import { operation, scope } from './operation.js';
import { pageQuerySchema, pageSchema } from './page.js';
import { replicaSchema } from './replicas.js';
import { tenantParams } from './tenants.js';

const replicasMax = 16;
const idleSecondsMin = 60;
const idleSecondsMax = 7 * 24 * 3600;

const minReplicas = z
  .number()
  .int()
  .min(0)
  .max(replicasMax)
  .meta({ description: '0 takes `idleTimeoutSeconds` with it: without requests there are no replicas.' });
const maxReplicas = z.number().int().min(1).max(replicasMax);
const idleTimeoutSeconds = z
  .number()
  .int()
  .min(idleSecondsMin)
  .max(idleSecondsMax)
  .meta({ description: 'How long an endpoint with a minimum of 0 keeps its replicas without a request.' });

/** What the number of replicas follows between its bounds. Nothing here needs to be set. */
const scalingPolicy = {
  targetRequestsPerReplica: z.number().int().min(1).max(10_000).nullable().optional().meta({
    description: 'Requests under way at each replica, at most; null: as many as it decodes together.',
  }),
  targetQueueMs: z
    .number()
    .int()
    .min(10)
    .max(60_000)
    .nullable()
    .optional()
    .meta({ description: 'How long a request may wait for its turn; null: one second.' }),
  scaleDownDelaySeconds: z
    .number()
    .int()
    .min(0)
    .max(3_600)
    .nullable()
    .optional()
    .meta({ description: 'How long the load must have been lower before replicas go; null: five minutes.' }),
} as const;

export const createEndpointSchema = z
  .strictObject({
    name: nameSchema,
    modelId: idSchema('model'),
    minReplicas: minReplicas.default(1),
    maxReplicas: maxReplicas.optional().meta({ description: 'Left out, the minimum, or 1.' }),
    idleTimeoutSeconds: idleTimeoutSeconds.optional(),
    ...scalingPolicy,
    startFromSnapshotId: idSchema('snapshot')
      .optional()
      .meta({
        description:
          'A snapshot of another endpoint of the tenant, of the same model and not rejected: the new endpoint begins with a copy ' +
          'of it.',
      }),
  })
  .meta({ id: 'CreateEndpoint' });
export type CreateEndpoint = z.output<typeof createEndpointSchema>;

export const updateEndpointSchema = z
  .strictObject({
    minReplicas: minReplicas.optional(),
    maxReplicas: maxReplicas.optional(),
    idleTimeoutSeconds: idleTimeoutSeconds.nullable().optional(),
    ...scalingPolicy,
  })
  .refine((body) => Object.keys(body).length > 0, 'must change something')
  .meta({ id: 'UpdateEndpoint', minProperties: 1 });

const conditionSchema = z
  .strictObject({
    type: z.enum(conditionTypes),
    isTrue: z.boolean(),
    reason: z.string().meta({ description: 'One word for programs.' }),
    message: z.string().meta({ description: 'One sentence for people.' }),
    changedAt: timestampSchema.meta({ description: 'Since when it is as it is.' }),
  })
  .meta({ id: 'EndpointCondition' });

export const endpointSchema = z
  .strictObject({
    id: idSchema('endpoint'),
    tenantId: idSchema('tenant'),
    name: nameSchema,
    modelId: idSchema('model'),
    minReplicas: z.number().int(),
    maxReplicas: z.number().int(),
    idleTimeoutSeconds: z.number().int().nullable(),
    targetRequestsPerReplica: z.number().int().nullable(),
    targetQueueMs: z.number().int().nullable(),
    scaleDownDelaySeconds: z.number().int().nullable(),
    replicaCount: z.number().int().meta({ description: 'How many there should be at the moment.' }),
    lastRequestAt: timestampSchema.nullable(),
    desiredState: z.enum(desiredEndpointStates),
    state: z.enum(endpointStates),
    reason: z.string().nullable(),
    stateSince: timestampSchema,
    deadlineAt: timestampSchema.nullable().meta({
      description: 'When a state that is only a way to another becomes `failed`; null for the others.',
    }),
    conditions: z.array(conditionSchema),
    generation: z
      .number()
      .int()
      .meta({ description: 'Rises with every change that a person asks for; also the ETag.' }),
    observedGeneration: z.number().int().meta({ description: 'The generation that `state` answers.' }),
    createdAt: timestampSchema,
    updatedAt: timestampSchema,
  })
  .meta({ id: 'Endpoint' });
export type EndpointView = z.output<typeof endpointSchema>;

const tag = 'Endpoints';
const collection = '/api/v1/tenants/{tenantId}/endpoints';
export const endpointPath = `${collection}/{endpointId}`;
export const endpointParams = tenantParams.extend({ endpointId: idSchema('endpoint') });
const problems = ['TENANT_NOT_FOUND', 'ENDPOINT_NOT_FOUND'] as const;

export const endpointOperations = {
  create: operation({
    id: 'createEndpoint',
    tag,
    summary: 'Create an endpoint',
    description: 'Its name is what requests call their `model`.',
    method: 'post',
    path: collection,
    access: scope('endpoints:write'),
    params: tenantParams,
    body: createEndpointSchema,
    status: 201,
    result: endpointSchema,
    isVersioned: true,
    problems: [
      'TENANT_NOT_FOUND',
      'MODEL_NOT_FOUND',
      'NAME_TAKEN',
      'KEY_RESTRICTED',
      'CONTRADICTORY_INPUT',
      'SNAPSHOT_NOT_FOUND',
      'SNAPSHOT_REFUSED',
    ],
  }),
  list: operation({
    id: 'listEndpoints',
    tag,
    summary: 'List the endpoints of a tenant, oldest first',
    method: 'get',
    path: collection,
    access: scope('endpoints:read'),
    params: tenantParams,
    query: pageQuerySchema,
    status: 200,
    result: pageSchema(endpointSchema),
    problems: ['TENANT_NOT_FOUND'],
  }),
  find: operation({
    id: 'getEndpoint',
    tag,
    summary: 'Get an endpoint',
    method: 'get',
    path: endpointPath,
    access: scope('endpoints:read'),
    params: endpointParams,
    status: 200,
    result: endpointSchema,
    isVersioned: true,
    problems,
  }),
  update: operation({
    id: 'updateEndpoint',
    tag,
    summary: 'Change how many replicas an endpoint may have, and what that follows',
    description: 'Fields that are left out stay as they are. Replicas are added or drained without a stop.',
    method: 'patch',
    path: endpointPath,
    access: scope('endpoints:write'),
    params: endpointParams,
    body: updateEndpointSchema,
    status: 200,
    result: endpointSchema,
    isVersioned: true,
    problems: [...problems, 'CONTRADICTORY_INPUT'],
  }),
  start: operation({
    id: 'startEndpoint',
    tag,
    summary: 'Start an endpoint',
    description: 'Starting what is started changes nothing; an endpoint that has failed is tried anew.',
    method: 'post',
    path: `${endpointPath}/start`,
    access: scope('endpoints:write'),
    params: endpointParams,
    status: 202,
    result: endpointSchema,
    isVersioned: true,
    problems,
  }),
  stop: operation({
    id: 'stopEndpoint',
    tag,
    summary: 'Stop an endpoint',
    description: 'Its replicas drain and end; stopping what is stopped changes nothing.',
    method: 'post',
    path: `${endpointPath}/stop`,
    access: scope('endpoints:write'),
    params: endpointParams,
    status: 202,
    result: endpointSchema,
    isVersioned: true,
    problems,
  }),
  remove: operation({
    id: 'deleteEndpoint',
    tag,
    summary: 'Delete an endpoint, whatever its state',
    description: 'It takes no requests from this moment on, and is gone once its replicas are.',
    method: 'delete',
    path: endpointPath,
    access: scope('endpoints:write'),
    params: endpointParams,
    status: 202,
    result: endpointSchema,
    isVersioned: true,
    problems,
  }),
  listReplicas: operation({
    id: 'listReplicas',
    tag,
    summary: 'List the newest 50 replicas of an endpoint, with what they report of themselves',
    method: 'get',
    path: `${endpointPath}/replicas`,
    access: scope('endpoints:read'),
    params: endpointParams,
    status: 200,
    result: z.strictObject({ data: z.array(replicaSchema) }),
    problems,
  }),
} as const;
