import { Controller } from '@nestjs/common';
import { budgetOperations, type BudgetView, type InputOf, type Page } from '@slipstream/contract';
import {
  ApiKeyNotFound,
  type BudgetId,
  BudgetNotFound,
  LimitReached,
  type TenantId,
} from '@slipstream/domain';
import { type Budget, newId, type Repositories } from '@slipstream/persistence';

import { UnitsOfWork } from '../change/units-of-work.js';
import { assertMatches } from '../http/entity-tag.js';
import { Implements } from '../http/implements.js';
import { Input } from '../http/input.js';
import { pageOf, pageRequest } from '../http/page.js';
import { PreconditionFailed } from '../http/refusals.js';
import { Context, type RequestContext } from '../http/request-context.js';
import { toBudgetView } from './budget.view.js';

const { create, list, find, update, remove } = budgetOperations;
const budgetsMax = 50;

@Controller()
export class BudgetController {
  constructor(private readonly work: UnitsOfWork) {}

  @Implements(create)
  create(
    @Input() { params, body }: InputOf<typeof create>,
    @Context() context: RequestContext,
  ): Promise<BudgetView> {
    const { tenantId } = params;
    const { apiKeyId } = body;
    return this.work.changeTenant(context, tenantId, async ({ apiKeys, budgets }, trail) => {
      const isOwned = apiKeyId === null || (await apiKeys.find(tenantId, apiKeyId)) !== undefined;
      if (!isOwned) throw new ApiKeyNotFound();
      if ((await budgets.count(tenantId)) >= budgetsMax) throw new LimitReached('budgets', budgetsMax);
      const after = toBudgetView(await budgets.create({ ...body, id: newId('budget'), tenantId }));
      trail.record({ action: 'budget.create', tenantId, resourceId: after.id, before: null, after });
      return after;
    });
  }

  @Implements(list)
  list(@Input() { params, query }: InputOf<typeof list>): Promise<Page<BudgetView>> {
    const { tenantId } = params;
    return this.work.read(tenantId, async ({ budgets }) =>
      pageOf(await budgets.list(tenantId, pageRequest('budget', query)), query, toBudgetView),
    );
  }

  @Implements(find)
  find(@Input() { params }: InputOf<typeof find>): Promise<BudgetView> {
    return this.work.read(params.tenantId, async (repositories) =>
      toBudgetView(await findOwned(repositories, params)),
    );
  }

  @Implements(update)
  update(
    @Input() { params, body }: InputOf<typeof update>,
    @Context() context: RequestContext,
  ): Promise<BudgetView> {
    const { tenantId, budgetId } = params;
    return this.work.changeTenant(context, tenantId, async (repositories, trail) => {
      const budget = await findOwned(repositories, params);
      assertMatches(context.ifMatch, budget.version);
      const { name = budget.name, tokens = budget.tokens, thresholds = budget.thresholds } = body;
      const updated = await repositories.budgets.update(budget, { name, tokens, thresholds });
      if (updated === undefined) throw new PreconditionFailed();
      const [before, after] = [toBudgetView(budget), toBudgetView(updated)];
      trail.record({ action: 'budget.update', tenantId, resourceId: budgetId, before, after });
      return after;
    });
  }

  @Implements(remove)
  remove(@Input() { params }: InputOf<typeof remove>, @Context() context: RequestContext): Promise<void> {
    const { tenantId, budgetId } = params;
    return this.work.changeTenant(context, tenantId, async (repositories, trail) => {
      const before = toBudgetView(await findOwned(repositories, params));
      await repositories.budgets.remove(tenantId, budgetId);
      trail.record({ action: 'budget.delete', tenantId, resourceId: budgetId, before, after: null });
    });
  }
}

async function findOwned(
  { budgets }: Repositories,
  { tenantId, budgetId }: { tenantId: TenantId; budgetId: BudgetId },
): Promise<Budget> {
  const budget = await budgets.find(tenantId, budgetId);
  if (budget === undefined) throw new BudgetNotFound();
  return budget;
}
