import {
  chatCompletionChunkSchema,
  chatCompletionRequestSchema,
  chatCompletionSchema,
  completionChunkSchema,
  completionRequestSchema,
  completionSchema,
  modelListSchema,
  modelObjectSchema,
  openAiErrorBodySchema,
} from '@slipstream/contract';
import { z } from 'zod';
import { createDocument, type ZodOpenApiOperationObject, type ZodOpenApiResponsesObject } from 'zod-openapi';

/** What a client can do about each refusal. */
const refusals = {
  400: 'The request is not valid; `param` names what is wrong with it.',
  401: 'The API key is missing, unknown, revoked or expired.',
  403: 'The API key lacks the scope `inference`, or belongs to no tenant.',
  404: 'There is no such endpoint, or the key may not use it.',
  413: 'The request body is too large.',
  414: 'The name in the path is too long.',
  415: 'The body is not `application/json`.',
  429: 'A limit or a quota of the key or its tenant is reached.',
  502: 'The replica that was answering failed, and no other could go on.',
  503: 'There is no capacity, no ready replica, or no database at the moment.',
} as const;
type RefusalStatus = keyof typeof refusals;

const ofAll: readonly RefusalStatus[] = [401, 403, 503];
const ofBodies: readonly RefusalStatus[] = [400, 404, 413, 415, 429, 502];
/** What the statuses that say "later" say besides. */
const retried: readonly number[] = [429, 503];

const requestIdHeader = z.string().meta({ description: 'Identifies the request in logs and traces.' });
const retryAfterHeader = z.string().optional().meta({ description: 'Seconds to wait.' });
const holdHeader = z.object({
  Prefer: z
    .string()
    .optional()
    .meta({ description: '`wait=SECONDS`: how long to wait for a replica to become ready.' }),
});

/** The OpenAPI document of what is served under `/v1`. */
export function openApiDocument(): Record<string, unknown> {
  const document = createDocument({
    openapi: '3.1.1',
    info: {
      title: 'Slipstream inference API',
      version: '1.0.0',
      description:
        'What OpenAI’s clients speak. Every parameter is served, or refused by name. The admin API has a document of ' +
        'its own at `/api/openapi.json`.',
      license: { name: 'Apache-2.0', identifier: 'Apache-2.0' },
    },
    servers: [{ url: '/', description: 'Where this document was read.' }],
    components: { securitySchemes: { apiKey: { type: 'http', scheme: 'bearer' } } },
    paths: {
      '/v1/models': {
        get: { ...read('listModels', 'List the endpoints of the key'), ...answers(modelListSchema, ofAll) },
      },
      '/v1/models/{model}': {
        get: {
          ...read('getModel', 'Get an endpoint of the key'),
          requestParams: { path: z.object({ model: z.string().min(1).max(256) }) },
          ...answers(modelObjectSchema, [...ofAll, 400, 404, 414]),
        },
      },
      '/v1/chat/completions': {
        post: completion({
          id: 'createChatCompletion',
          summary: 'Answer a conversation',
          body: chatCompletionRequestSchema,
          answer: chatCompletionSchema,
          chunk: chatCompletionChunkSchema,
        }),
      },
      '/v1/completions': {
        post: completion({
          id: 'createCompletion',
          summary: 'Go on with a text',
          body: completionRequestSchema,
          answer: completionSchema,
          chunk: completionChunkSchema,
        }),
      },
    },
  });
  return document as unknown as Record<string, unknown>;
}

function read(operationId: string, summary: string) {
  return { operationId, summary, security: [{ apiKey: [] }] };
}

interface CompletionOperation {
  readonly id: string;
  readonly summary: string;
  readonly body: z.ZodObject;
  readonly answer: z.ZodType;
  readonly chunk: z.ZodType;
}

function completion({ id, summary, body, answer, chunk }: CompletionOperation): ZodOpenApiOperationObject {
  const { responses } = answers(answer, [...ofAll, ...ofBodies]);
  const event = z.looseObject({
    data: z.string().meta({ description: 'A chunk as JSON; at last `[DONE]`.' }),
  });
  return {
    ...read(id, summary),
    requestParams: { header: holdHeader },
    requestBody: { required: true, content: { 'application/json': { schema: body } } },
    responses: {
      ...responses,
      200: {
        description: 'The answer, or with `stream` its parts as they come.',
        headers: z.object({ 'X-Request-Id': requestIdHeader }),
        content: {
          'application/json': { schema: answer },
          'text/event-stream': { schema: event, 'x-event-schema': z.toJSONSchema(chunk) },
        },
      },
    },
  };
}

function answers(
  schema: z.ZodType,
  statuses: readonly RefusalStatus[],
): { responses: ZodOpenApiResponsesObject } {
  const refused = statuses.map((status) => [
    `${status}`,
    {
      description: refusals[status],
      headers: z.object({
        'X-Request-Id': requestIdHeader,
        ...(retried.includes(status) ? { 'Retry-After': retryAfterHeader } : {}),
      }),
      content: { 'application/json': { schema: openAiErrorBodySchema } },
    },
  ]);
  return {
    responses: {
      200: {
        description: 'Done.',
        headers: z.object({ 'X-Request-Id': requestIdHeader }),
        content: { 'application/json': { schema } },
      },
      ...(Object.fromEntries(refused) as ZodOpenApiResponsesObject),
    },
  };
}
