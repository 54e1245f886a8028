import { modelStates, quantizationProfiles } from '@slipstream/domain';
import { z } from 'zod';

import { idSchema, nameSchema, textSchema, timestampSchema } from './fields.js';
import { operation, platform, scope } from './operation.js';
import { pageQuerySchema, pageSchema } from './page.js';

const sourceSchema = z
  .discriminatedUnion('kind', [
    z.strictObject({ kind: z.literal('builtin'), name: textSchema({ lengthMax: 100 }) }),
    z.strictObject({ kind: z.literal('path'), path: textSchema({ lengthMax: 4096 }) }),
  ])
  .meta({
    description: 'A model that the platform knows by name, or a GGUF file on the control plane’s machine.',
    examples: [{ kind: 'builtin', name: 'smollm2-135m-instruct' }],
  });

export const createModelSchema = z
  .strictObject({
    name: nameSchema,
    source: sourceSchema,
    profile: z.enum(quantizationProfiles).default('int8-row'),
  })
  .meta({ id: 'CreateModel' });
export type CreateModel = z.output<typeof createModelSchema>;

export const modelSchema = z
  .strictObject({
    id: idSchema('model'),
    name: nameSchema,
    profile: z.enum(quantizationProfiles),
    digest: z.string().nullable().meta({ description: 'SHA-256 of the weights, once they are there.' }),
    state: z.enum(modelStates),
    reason: z.string().nullable(),
    progress: z
      .strictObject({ stage: z.string(), doneBytes: z.number(), totalBytes: z.number().nullable() })
      .nullable(),
    createdAt: timestampSchema,
    updatedAt: timestampSchema,
  })
  .meta({ id: 'Model' });
export type ModelView = z.output<typeof modelSchema>;

const tag = 'Models';
const collection = '/api/v1/models';

export const modelOperations = {
  create: operation({
    id: 'createModel',
    tag,
    summary: 'Register a model',
    description: 'It is fetched and compiled in the background: `state` and `progress` tell how far.',
    method: 'post',
    path: collection,
    access: platform,
    body: createModelSchema,
    status: 201,
    result: modelSchema,
    problems: ['NAME_TAKEN'],
  }),
  list: operation({
    id: 'listModels',
    tag,
    summary: 'List all models, oldest first',
    method: 'get',
    path: collection,
    access: scope('endpoints:read'),
    query: pageQuerySchema,
    status: 200,
    result: pageSchema(modelSchema),
  }),
  find: operation({
    id: 'getModel',
    tag,
    summary: 'Get a model',
    method: 'get',
    path: `${collection}/{modelId}`,
    access: scope('endpoints:read'),
    params: z.strictObject({ modelId: idSchema('model') }),
    status: 200,
    result: modelSchema,
    problems: ['MODEL_NOT_FOUND'],
  }),
} as const;
