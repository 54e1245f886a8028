import type { BudgetView } from '@slipstream/contract';
import type { Budget } from '@slipstream/persistence';

export function toBudgetView({ createdAt, ...budget }: Budget): BudgetView {
  return { ...budget, createdAt: createdAt.toISOString() };
}
