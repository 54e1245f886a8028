import { modelStates, quantizationProfiles } from '@slipstream/domain';
import { z } from 'zod';

import { idSchema, nameSchema, textSchema, timestampSchema } from './fields.js';
import { operation, platform, scope } from './operation.js';
import { pageQuerySchema, pageSchema } from './page.js';

const sourceSchema = z
  .discriminatedUnion('kind', [
    z.strictObject({ kind: z.literal('builtin'), name: textSchema({ lengthMax: 100 }) }),
    z.strictObject({ kind: z.literal('path'), path: textSchema({ lengthMax: 4096 }) }),
    z.strictObject({
      kind: z.literal('url'),
      url: z
        .url({ protocol: /^https?$/ })
        .max(2048)
        .meta({
          description: 'Where the file is fetched from; an interrupted fetch goes on where it stopped.',
        }),
      sha256: z
        .string()
        .regex(/^[0-9a-f]{64}$/, 'must be 64 lower-case hexadecimal digits')
        .optional()
        .meta({ description: 'What the file must have; another one is refused.' }),
    }),
  ])
  .meta({
    description:
      'A model that the platform knows by name, or a GGUF file on the control plane’s machine or at a URL.',
    examples: [{ kind: 'builtin', name: 'smollm2-135m-instruct' }],
  });

export const createModelSchema = z
  .strictObject({
    name: nameSchema,
    source: sourceSchema,
    profile: z
      .enum(quantizationProfiles)
      .optional()
      .meta({
        description:
          'How weights are quantized. Left out, the profiles are compiled and measured on this machine, and the fastest ' +
          'one that is exact and accurate is taken.',
      }),
  })
  .meta({ id: 'CreateModel' });
export type CreateModel = z.output<typeof createModelSchema>;

const candidateSchema = z
  .strictObject({
    profile: z.enum(quantizationProfiles),
    isExact: z
      .boolean()
      .meta({ description: 'Whether its logits are the same bits however tokens are grouped.' }),
    perplexity: z.number().meta({ description: 'Of a fixed English text; the lower, the more accurate.' }),
    stepTimes: z
      .array(z.strictObject({ rows: z.number().int(), ms: z.number() }))
      .meta({ description: 'How long a step of so many rows takes.' }),
    tokensPerSecond: z.number().nullable().meta({
      description: 'What speculation makes of these times if it accepts seven drafted tokens of ten.',
    }),
    isChosen: z.boolean(),
    reason: z.string(),
  })
  .meta({ id: 'ProfileCandidate' });

export const modelSchema = z
  .strictObject({
    id: idSchema('model'),
    name: nameSchema,
    profile: z
      .enum(quantizationProfiles)
      .nullable()
      .meta({ description: 'Null until it has been chosen by measurement.' }),
    candidates: z
      .array(candidateSchema)
      .meta({ description: 'What the profile was chosen by; empty where it was given.' }),
    digest: z.string().nullable().meta({ description: 'SHA-256 of the weights, once they are there.' }),
    state: z.enum(modelStates),
    reason: z.string().nullable(),
    progress: z
      .strictObject({
        stage: z.string(),
        percent: z.number().int().nullable().meta({ description: 'Of this stage; null while unknown.' }),
        doneBytes: z.number().nullable().meta({ description: 'Null where no bytes are counted.' }),
        totalBytes: z.number().nullable(),
      })
      .nullable(),
    createdAt: timestampSchema,
    updatedAt: timestampSchema,
  })
  .meta({ id: 'Model' });
export type ModelView = z.output<typeof modelSchema>;

const tag = 'Models';
const collection = '/api/v1/models';
const modelPath = `${collection}/{modelId}`;
const modelParams = z.strictObject({ modelId: idSchema('model') });

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
    path: modelPath,
    access: scope('endpoints:read'),
    params: modelParams,
    status: 200,
    result: modelSchema,
    problems: ['MODEL_NOT_FOUND'],
  }),
  retry: operation({
    id: 'retryModel',
    tag,
    summary: 'Try a failed model again',
    description:
      'What was fetched and compiled before is used again. A model that has not failed stays as it is.',
    method: 'post',
    path: `${modelPath}/retry`,
    access: platform,
    params: modelParams,
    status: 202,
    result: modelSchema,
    problems: ['MODEL_NOT_FOUND'],
  }),
  remove: operation({
    id: 'deleteModel',
    tag,
    summary: 'Delete a model that no endpoint is of',
    description:
      'What was compiled of it, and a file that was fetched from a URL, are removed from the machine.',
    method: 'delete',
    path: modelPath,
    access: platform,
    params: modelParams,
    status: 204,
    problems: ['MODEL_NOT_FOUND', 'MODEL_IN_USE'],
  }),
} as const;
