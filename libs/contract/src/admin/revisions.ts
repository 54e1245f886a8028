import { revisionStates } from '@slipstream/domain';
import { z } from 'zod';

import { endpointParams, endpointPath } from './endpoints.js';
import { idSchema, timestampSchema } from './fields.js';
import { operation, scope } from './operation.js';

/** The next revision of an endpoint's weights: a model of the same architecture and tokenizer. */
export const createRevisionSchema = z
  .strictObject({ modelId: idSchema('model') })
  .meta({ id: 'CreateRevision' });
export type CreateRevision = z.output<typeof createRevisionSchema>;

export const revisionSchema = z
  .strictObject({
    endpointId: idSchema('endpoint'),
    number: z.number().int(),
    modelId: idSchema('model'),
    state: z.enum(revisionStates),
    reason: z.string().nullable(),
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
