import type { BudgetPeriod } from '@slipstream/contract';
import type { ApiKeyId, BudgetId, TenantId } from '@slipstream/domain';
import type { Queries } from './database-client.js';
import type { Budget as BudgetRow } from './generated/client.js';
import { pageArguments, type PageRequest } from './page.js';

/** Tokens that a tenant, or one of its keys, means to use in a day or month, and when it wants to be told. */
export interface Budget {
  id: BudgetId;
  tenantId: TenantId;
  name: string;
  /** Null for the usage of the whole tenant. */
  apiKeyId: ApiKeyId | null;
  period: BudgetPeriod;
  tokens: number;
  /** Percentages of `tokens`. */
  thresholds: number[];
  /** Rises with every change. */
  version: number;
  createdAt: Date;
}

export class BudgetRepository {
  constructor(private readonly queries: Queries) {}

  async create(budget: Omit<Budget, 'version' | 'createdAt'>): Promise<Budget> {
    return toBudget(await this.queries.budget.create({ data: budget }));
  }

  async count(tenantId: TenantId): Promise<number> {
    return this.queries.budget.count({ where: { tenantId } });
  }

  async find(tenantId: TenantId, id: BudgetId): Promise<Budget | undefined> {
    const row = await this.queries.budget.findFirst({ where: { id, tenantId } });
    return row ? toBudget(row) : undefined;
  }

  async list(tenantId: TenantId, page: PageRequest<BudgetId>): Promise<Budget[]> {
    const rows = await this.queries.budget.findMany(pageArguments(page, { tenantId }));
    return rows.map(toBudget);
  }

  /** Across all tenants: for watching them. */
  async listAll(page: PageRequest<BudgetId>): Promise<Budget[]> {
    const rows = await this.queries.budget.findMany(pageArguments(page, {}));
    return rows.map(toBudget);
  }

  /** Changes a budget on the basis of the version given; undefined when there is a newer one. */
  async update(
    { tenantId, id, version }: Pick<Budget, 'tenantId' | 'id' | 'version'>,
    change: Partial<Pick<Budget, 'name' | 'tokens' | 'thresholds'>>,
  ): Promise<Budget | undefined> {
    const { count } = await this.queries.budget.updateMany({
      where: { id, tenantId, version },
      data: { ...change, version: { increment: 1 } },
    });
    return count === 0 ? undefined : this.find(tenantId, id);
  }

  /** Makes the budgets of a key another one's, and returns them as they are now. */
  async handOver(
    tenantId: TenantId,
    { from, to }: { readonly from: ApiKeyId; readonly to: ApiKeyId },
  ): Promise<Budget[]> {
    const rows = await this.queries.budget.updateManyAndReturn({
      where: { tenantId, apiKeyId: from },
      data: { apiKeyId: to, version: { increment: 1 } },
    });
    return rows.map(toBudget);
  }

  async remove(tenantId: TenantId, id: BudgetId): Promise<void> {
    await this.queries.budget.deleteMany({ where: { id, tenantId } });
  }

  /** Returns which of the thresholds nobody has been told of in this period, and notes that somebody is now. */
  async claimAlerts(
    budgetId: BudgetId,
    { periodStart, thresholds }: { periodStart: Date; thresholds: readonly number[] },
  ): Promise<number[]> {
    const rows = await this.queries.budgetAlert.createManyAndReturn({
      data: thresholds.map((threshold) => ({ budgetId, periodStart, threshold })),
      skipDuplicates: true,
    });
    return rows.map(({ threshold }) => threshold);
  }
}

function toBudget({ tokens, ...row }: BudgetRow): Budget {
  return {
    ...row,
    id: row.id as BudgetId,
    tenantId: row.tenantId as TenantId,
    apiKeyId: row.apiKeyId as ApiKeyId | null,
    period: row.period as BudgetPeriod,
    tokens: Number(tokens),
  };
}
