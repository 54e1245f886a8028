import { revisionStates, revisionStrategies } from '@slipstream/domain';
import { z } from 'zod';

import { endpointParams, endpointPath } from './endpoints.js';
import { idSchema, timestampSchema } from './fields.js';
import { operation, scope } from './operation.js';

/** The next revision of an endpoint's weights. */
export const createRevisionSchema = z
  .strictObject({
    modelId: idSchema('model'),
    strategy: z
      .enum(revisionStrategies)
      .default('surge')
      .meta({
        description:
          '`surge` starts replicas of its own, one after another, and rolls back if they are worse; `inPlace` ' +
          'changes the weights of the running ones, which takes the same architecture, tokenizer and profile.',
      }),
  })
  .meta({ id: 'CreateRevision' });
export type CreateRevision = z.output<typeof createRevisionSchema>;

export const revisionSchema = z
  .strictObject({
    endpointId: idSchema('endpoint'),
    number: z.number().int(),
    modelId: idSchema('model'),
    state: z.enum(revisionStates),
    reason: z.string().nullable(),
    strategy: z.enum(revisionStrategies),
    base: z.number().int().meta({
      description: 'The revision whose speculators and learning go on with this one.',
    }),
    gates: z
      .array(z.strictObject({ name: z.string(), isPassed: z.boolean(), message: z.string() }))
      .meta({ description: 'What its replicas were compared by with the ones before.' }),
    createdAt: timestampSchema,
    activatedAt: timestampSchema.nullable(),
  })
  .meta({ id: 'Revision' });
export type RevisionView = z.output<typeof revisionSchema>;

const tag = 'Revisions';
const collection = `${endpointPath}/revisions`;

export const revisionOperations = {
  create: operation({
    id: 'createRevision',
    tag,
    summary: 'Give an endpoint new weights',
    description: 'What becomes of them shows in the list. Asking again for the same changes nothing.',
    method: 'post',
    path: collection,
    access: scope('endpoints:write'),
    params: endpointParams,
    body: createRevisionSchema,
    status: 202,
    result: revisionSchema,
    problems: ['TENANT_NOT_FOUND', 'ENDPOINT_NOT_FOUND', 'MODEL_NOT_FOUND', 'STATE_CHANGED'],
  }),
  list: operation({
    id: 'listRevisions',
    tag,
    summary: 'List the newest 50 revisions of an endpoint, newest first',
    method: 'get',
    path: collection,
    access: scope('endpoints:read'),
    params: endpointParams,
    status: 200,
    result: z.strictObject({ data: z.array(revisionSchema) }),
    problems: ['TENANT_NOT_FOUND', 'ENDPOINT_NOT_FOUND'],
  }),
} as const;
