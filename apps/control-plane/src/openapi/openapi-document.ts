import {
  adminOperations,
  givesResult,
  type Operation,
  type ProblemCode,
  problemOf,
  problemSchema,
  problemTypes,
  takesBody,
  takesCredentials,
} from '@slipstream/contract';
import { z } from 'zod';
import {
  createDocument,
  type ZodOpenApiOperationObject,
  type ZodOpenApiPathsObject,
  type ZodOpenApiResponsesObject,
} from 'zod-openapi';

import { problemsOf } from './problems-of.js';

const requestIdHeader = z
  .string()
  .regex(/^[A-Za-z0-9._:-]{1,128}$/)
  .meta({
    description: 'Identifies the request in logs and in the audit log.',
    examples: ['trace-4711'],
    header: { id: 'RequestId' },
  });
const givenRequestId = z
  .string()
  .optional()
  .meta({
    description:
      'Comes back if it is 1–128 letters, digits and `._:-`; otherwise the request gets a new one.',
    param: { id: 'RequestId' },
  });
const idempotencyKeyHeader = z
  .string()
  .regex(/^[\x21-\x7e]{1,255}$/)
  .optional()
  .meta({
    description:
      'Makes the request safe to repeat for 24 hours: the same caller gets the same response under the same key.',
    examples: ['3f1c9d2e-6f0b-4b7e-9a57-0a4f5c1d2e3f'],
    param: { id: 'IdempotencyKey' },
  });
const ifMatchHeader = z
  .string()
  .meta({ description: 'The ETag of what was read, or `*`.', examples: ['"1"'], param: { id: 'IfMatch' } });
const csrfTokenHeader = z
  .string()
  .optional()
  .meta({ description: 'Needed with the session cookie, not with a key.', param: { id: 'CsrfToken' } });
const entityTagHeader = z
  .string()
  .meta({ description: 'Names the version; an update gives it as If-Match.' });

const locationHeader = z.string().meta({ description: 'Where to go on.' });

const problemCodes = Object.keys(problemTypes) as ProblemCode[];
const exampleName = (code: ProblemCode): string => code.toLowerCase().replaceAll('_', '-');

const descriptions = {
  200: 'Done.',
  201: 'Created.',
  202: 'Asked for; it happens in the background.',
  204: 'Done.',
  302: 'Go on at `Location`.',
};

/** The OpenAPI document of the admin API, made of the operations that the control plane serves. */
export function openApiDocument(): Record<string, unknown> {
  const document = createDocument({
    openapi: '3.1.1',
    info: {
      title: 'Slipstream admin API',
      version: '1.0.0',
      description:
        'Tenants, API keys, models, endpoints and their audit log. Refusals are problem details (RFC 9457) with a ' +
        'stable `type`. Another tenant’s id answers exactly like a missing one.',
      license: { name: 'Apache-2.0', identifier: 'Apache-2.0' },
    },
    servers: [{ url: '/', description: 'Where this document was read.' }],
    tags: [...new Set(adminOperations.map(({ tag }) => tag))].map((name) => ({ name })),
    components: {
      securitySchemes: {
        apiKey: {
          type: 'http',
          scheme: 'bearer',
          description: 'A key that starts with `sk_slip_`. Scopes: `admin` includes all others.',
        },
        session: {
          type: 'apiKey',
          in: 'cookie',
          name: 'slipstream_session',
          description: 'Set by signing in. Requests that are no GET carry `X-CSRF-Token` besides.',
        },
      },
      examples: Object.fromEntries(
        problemCodes.map((code) => {
          const [status, detail] = problemTypes[code];
          return [exampleName(code), { summary: detail, value: problemOf({ code, status, detail }) }];
        }),
      ),
    },
    paths: pathsOf(adminOperations),
  });
  return document as unknown as Record<string, unknown>;
}

function pathsOf(operations: readonly Operation[]): ZodOpenApiPathsObject {
  const paths: Record<string, Record<string, ZodOpenApiOperationObject>> = {};
  for (const operation of operations) {
    (paths[operation.path] ??= {})[operation.method] = describe(operation);
  }
  return paths;
}

function describe(operation: Operation): ZodOpenApiOperationObject {
  const { id, tag, summary, access } = operation;
  return {
    operationId: id,
    tags: [tag],
    summary,
    description: [operation.description, accessSentence(access)].filter(Boolean).join('\n\n'),
    security: securityOf(operation),
    requestParams: { path: operation.params, query: operation.query, header: requestHeaders(operation) },
    ...(takesBody(operation)
      ? { requestBody: { required: true, content: { 'application/json': { schema: operation.body } } } }
      : {}),
    responses: { ...successOf(operation), ...refusalsOf(operation) },
  };
}

function securityOf(operation: Operation): Record<string, string[]>[] {
  if (!takesCredentials(operation)) return [];
  return operation.access.kind === 'session' ? [{ session: [] }] : [{ apiKey: [] }, { session: [] }];
}

function requestHeaders(operation: Operation) {
  const { method } = operation;
  return z.object({
    'X-Request-Id': givenRequestId,
    ...(takesCredentials(operation) && method !== 'get' ? { 'X-CSRF-Token': csrfTokenHeader } : {}),
    ...(takesCredentials(operation) && method === 'post' ? { 'Idempotency-Key': idempotencyKeyHeader } : {}),
    ...(method === 'patch' ? { 'If-Match': ifMatchHeader } : {}),
  });
}

function accessSentence(access: Operation['access']): string {
  switch (access.kind) {
    case 'public':
      return 'Anybody may ask.';
    case 'password':
      return 'Anybody may try, though not too often.';
    case 'session':
      return 'Takes the session cookie.';
    case 'platform':
      return 'Takes a platform admin key.';
    case 'scope':
      return `Takes the scope \`${access.scope}\`.`;
  }
}

function successOf(operation: Operation): ZodOpenApiResponsesObject {
  const { status, result, contentType, isVersioned } = operation;
  return {
    [`${status}`]: {
      description: descriptions[status],
      headers: z.object({
        'X-Request-Id': requestIdHeader,
        ...(isVersioned ? { ETag: entityTagHeader } : {}),
        ...(status === 302 ? { Location: locationHeader } : {}),
      }),
      ...(givesResult(operation) ? { content: { [contentType]: { schema: result } } } : {}),
    },
  };
}

/** One response for each status, with an example of each problem that it may carry. */
function refusalsOf(operation: Operation): ZodOpenApiResponsesObject {
  const responses: ZodOpenApiResponsesObject = {};
  const codes = problemsOf(operation);
  for (const status of new Set(codes.map((code) => problemTypes[code][0]))) {
    const alike = codes.filter((code) => problemTypes[code][0] === status);
    responses[`${status}`] = {
      description: alike.map((code) => problemTypes[code][1]).join(' '),
      headers: z.object({ 'X-Request-Id': requestIdHeader }),
      content: {
        'application/problem+json': {
          schema: problemSchema,
          examples: Object.fromEntries(
            alike.map((code) => [exampleName(code), { $ref: `#/components/examples/${exampleName(code)}` }]),
          ),
        },
      },
    };
  }
  return responses;
}
