import { z } from 'zod';

import { usageQuerySchema } from '../usage/usage-query.js';
import { usageOutcomes } from '../usage/usage-report.js';
import { timestampSchema } from './fields.js';
import { operation, scope } from './operation.js';
import { pageQuerySchema, pageSchema } from './page.js';
import { tenantParams } from './tenants.js';

const tokens = z.number().int();
const figures = {
  promptTokens: tokens,
  cachedTokens: tokens.meta({ description: 'Prompt tokens that were known from an earlier request.' }),
  completionTokens: tokens,
  draftedTokens: tokens.meta({ description: 'Tokens that speculation proposed.' }),
  acceptedTokens: tokens.meta({ description: 'Those of them that became part of an answer.' }),
} as const;

export const usageSumSchema = z
  .strictObject({
    start: timestampSchema.meta({ description: 'When the hour or day begins; for a total, the selection.' }),
    endpointId: z.string().nullable().meta({ description: 'Null unless grouped by it.' }),
    apiKeyId: z.string().nullable().meta({ description: 'Null unless grouped by it.' }),
    requests: z.number().int(),
    ...figures,
  })
  .meta({ id: 'UsageSum' });
export type UsageSumView = z.output<typeof usageSumSchema>;

export const usageEntrySchema = z
  .strictObject({
    requestId: z.string(),
    apiKeyId: z.string(),
    endpointId: z.string(),
    startedAt: timestampSchema,
    outcome: z.enum(usageOutcomes),
    ...figures,
  })
  .meta({ id: 'UsageEntry' });
export type UsageEntryView = z.output<typeof usageEntrySchema>;

const tag = 'Usage';
const usagePath = '/api/v1/tenants/{tenantId}/usage';
const selection = {
  tag,
  method: 'get',
  access: scope('usage:read'),
  params: tenantParams,
  query: usageQuerySchema,
  status: 200,
  problems: ['TENANT_NOT_FOUND', 'CONTRADICTORY_INPUT'],
} as const;

/** A place in the ledger is a moment and a request: its cursors have a form of their own. */
const entriesQuery = pageQuerySchema.extend({
  cursor: z
    .string()
    .regex(/^[1-9]\d{11,12}\.\w{1,40}$/, 'must be the `nextCursor` of a page before')
    .optional()
    .meta({ description: '`nextCursor` of the page before.' }),
});

export const usageOperations = {
  sum: operation({
    ...selection,
    id: 'sumUsage',
    summary: 'Add up what a tenant has used, by hour or day, endpoint and key',
    path: usagePath,
    result: z.strictObject({ data: z.array(usageSumSchema) }),
  }),
  exportCsv: operation({
    ...selection,
    id: 'exportUsage',
    summary: 'The same sums as a CSV file',
    path: `${usagePath}.csv`,
    result: z.string(),
    contentType: 'text/csv',
  }),
  listRequests: operation({
    id: 'listUsage',
    tag,
    summary: 'List the requests of the ledger, newest first',
    method: 'get',
    path: `${usagePath}/requests`,
    access: scope('usage:read'),
    params: tenantParams,
    query: entriesQuery,
    status: 200,
    result: pageSchema(usageEntrySchema),
    problems: ['TENANT_NOT_FOUND'],
  }),
} as const;
