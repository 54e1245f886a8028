import { z } from 'zod';

import { endpointParams, endpointPath } from '../endpoints.js';
import { timestampSchema } from '../fields.js';
import { operation, scope } from '../operation.js';
import { pageQuerySchema, pageSchema } from '../page.js';
import { driftEventSchema, endpointSpeculationSchema, speculationPointSchema } from './speculation-schema.js';

const tag = 'Speculation';
const path = `${endpointPath}/speculation`;
const problems = ['TENANT_NOT_FOUND', 'ENDPOINT_NOT_FOUND'] as const;

/** Points that one answer holds at most. */
export const seriesPointsMax = 2_000;

const seriesQuerySchema = z.strictObject({
  from: timestampSchema.optional().meta({ description: 'Left out, seven days before `to`.' }),
  to: timestampSchema.optional().meta({ description: 'Left out, now.' }),
  resolution: z
    .enum(['window', 'hour', 'day'])
    .default('hour')
    .meta({
      description:
        'Windows are about a minute of one replica each and are kept for two days; hours, over all replicas, for 60 days; ' +
        'days, in UTC, for two years.',
    }),
});

export const speculationOperations = {
  find: operation({
    id: 'getSpeculation',
    tag,
    summary: 'What speculation is worth to an endpoint, now',
    description: 'Figures are of the last hour; windows come in about a minute after what they tell of.',
    method: 'get',
    path,
    access: scope('endpoints:read'),
    params: endpointParams,
    status: 200,
    result: endpointSpeculationSchema,
    problems,
  }),
  series: operation({
    id: 'getSpeculationSeries',
    tag,
    summary: 'What speculation was worth to an endpoint, over time',
    description: `Oldest first, at most the newest ${seriesPointsMax} points.`,
    method: 'get',
    path: `${path}/series`,
    access: scope('endpoints:read'),
    params: endpointParams,
    query: seriesQuerySchema,
    status: 200,
    result: z.strictObject({ data: z.array(speculationPointSchema) }),
    problems,
  }),
  driftEvents: operation({
    id: 'listDriftEvents',
    tag,
    summary: 'List lasting changes of an endpoint’s traffic, oldest first',
    method: 'get',
    path: `${path}/drift-events`,
    access: scope('endpoints:read'),
    params: endpointParams,
    query: pageQuerySchema,
    status: 200,
    result: pageSchema(driftEventSchema),
    problems,
  }),
} as const;
