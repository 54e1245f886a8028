import { z } from 'zod';

import { idSchema, textSchema, timestampSchema } from './fields.js';
import { operation, scope } from './operation.js';
import { pageQuerySchema, pageSchema } from './page.js';
import { tenantParams } from './tenants.js';

export const budgetPeriods = ['day', 'month'] as const;
export type BudgetPeriod = (typeof budgetPeriods)[number];

const name = textSchema({ lengthMax: 100 }).meta({ examples: ['support team'] });
const period = z.enum(budgetPeriods).meta({ description: 'Days and calendar months are those of UTC.' });
const tokens = z
  .int()
  .min(1)
  .meta({ description: 'Prompt and completion tokens of a period.', examples: [10_000_000] });
const thresholds = z
  .array(z.int().min(1).max(1_000))
  .min(1)
  .max(10)
  .meta({
    description: 'Percentages of `tokens`; each is told of once a period.',
    examples: [[50, 80, 100]],
  });
const apiKeyId = idSchema('apiKey').nullable();

export const createBudgetSchema = z
  .strictObject({
    name,
    apiKeyId: apiKeyId.default(null).meta({ description: 'Null: the usage of the whole tenant.' }),
    period,
    tokens,
    thresholds,
  })
  .meta({ id: 'CreateBudget' });

export const updateBudgetSchema = z
  .strictObject({ name: name.optional(), tokens: tokens.optional(), thresholds: thresholds.optional() })
  .refine((body) => Object.keys(body).length > 0, 'must change something')
  .meta({ id: 'UpdateBudget', minProperties: 1 });

export const budgetSchema = z
  .strictObject({
    id: idSchema('budget'),
    tenantId: idSchema('tenant'),
    name,
    apiKeyId,
    period,
    tokens: z.int(),
    thresholds: z.array(z.int()),
    version: z.number().int().meta({ description: 'Rises with every change; also the ETag.' }),
    createdAt: timestampSchema,
  })
  .meta({ id: 'Budget' });
export type BudgetView = z.output<typeof budgetSchema>;

const tag = 'Budgets';
const collection = '/api/v1/tenants/{tenantId}/budgets';
const one = `${collection}/{budgetId}`;
const budgetParams = tenantParams.extend({ budgetId: idSchema('budget') });
const problems = ['TENANT_NOT_FOUND', 'BUDGET_NOT_FOUND'] as const;

export const budgetOperations = {
  create: operation({
    id: 'createBudget',
    tag,
    summary: 'Create a budget of tokens',
    description:
      'Webhooks are told with `budget.threshold_reached` when usage reaches one of its thresholds. A budget stops ' +
      'nothing; limits do.',
    method: 'post',
    path: collection,
    access: scope('admin'),
    params: tenantParams,
    body: createBudgetSchema,
    status: 201,
    result: budgetSchema,
    isVersioned: true,
    problems: ['TENANT_NOT_FOUND', 'API_KEY_NOT_FOUND', 'LIMIT_REACHED'],
  }),
  list: operation({
    id: 'listBudgets',
    tag,
    summary: 'List the budgets of a tenant, oldest first',
    method: 'get',
    path: collection,
    access: scope('usage:read'),
    params: tenantParams,
    query: pageQuerySchema,
    status: 200,
    result: pageSchema(budgetSchema),
    problems: ['TENANT_NOT_FOUND'],
  }),
  find: operation({
    id: 'getBudget',
    tag,
    summary: 'Get a budget',
    method: 'get',
    path: one,
    access: scope('usage:read'),
    params: budgetParams,
    status: 200,
    result: budgetSchema,
    isVersioned: true,
    problems,
  }),
  update: operation({
    id: 'updateBudget',
    tag,
    summary: 'Change a budget',
    description: 'Fields that are left out stay as they are.',
    method: 'patch',
    path: one,
    access: scope('admin'),
    params: budgetParams,
    body: updateBudgetSchema,
    status: 200,
    result: budgetSchema,
    isVersioned: true,
    problems,
  }),
  remove: operation({
    id: 'deleteBudget',
    tag,
    summary: 'Delete a budget',
    method: 'delete',
    path: one,
    access: scope('admin'),
    params: budgetParams,
    status: 204,
    problems,
  }),
} as const;
