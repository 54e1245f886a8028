import { z } from 'zod';

import { everybody, operation } from './operation.js';

const tag = 'Operations';
const documentSchema = z
  .record(z.string(), z.unknown())
  .meta({ id: 'OpenApiDocument', description: 'An OpenAPI 3.1 document.' });

const document = {
  tag,
  method: 'get',
  access: everybody,
  status: 200,
  result: documentSchema,
} as const;

/** Below `/api`, too, because that is what gateways pass on. */
export const documentOperations = {
  openApi: operation({ ...document, id: 'getOpenApi', summary: 'This document', path: '/openapi.json' }),
  openApiOfApi: operation({
    ...document,
    id: 'getOpenApiBehindGateway',
    summary: 'This document, by the path that gateways pass on',
    path: '/api/openapi.json',
  }),
  page: operation({
    id: 'getDocs',
    tag,
    summary: 'This document as a page to read and try',
    method: 'get',
    path: '/api/docs',
    access: everybody,
    status: 200,
    contentType: 'text/html; charset=utf-8',
    result: z.string(),
  }),
  script: operation({
    id: 'getDocsScript',
    tag,
    summary: 'A script of the page',
    method: 'get',
    path: '/api/docs/scripts/{file}',
    access: everybody,
    params: z.strictObject({ file: z.enum(['page.js', 'swagger-ui-bundle.js']) }),
    status: 200,
    contentType: 'text/javascript',
    result: z.string(),
    problems: ['INVALID_INPUT'],
  }),
  stylesheet: operation({
    id: 'getDocsStylesheet',
    tag,
    summary: 'The style of the page',
    method: 'get',
    path: '/api/docs/style.css',
    access: everybody,
    status: 200,
    contentType: 'text/css',
    result: z.string(),
  }),
} as const;
