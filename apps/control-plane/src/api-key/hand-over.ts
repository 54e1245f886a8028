import type { ApiKeyId, TenantId } from '@slipstream/domain';
import type { Repositories } from '@slipstream/persistence';

import { toBudgetView } from '../budget/budget.view.js';
import type { AuditTrail } from '../change/audit-trail.js';

/** What holds for a key holds for its successor: the same limits, which the old key keeps while it works, and its budgets. */
export async function handOver(
  { usageLimits, budgets }: Repositories,
  trail: AuditTrail,
  { tenantId, from, to }: { readonly tenantId: TenantId; readonly from: ApiKeyId; readonly to: ApiKeyId },
): Promise<void> {
  const limits = await usageLimits.find({ tenantId, apiKeyId: from });
  if (Object.values(limits).some((limit) => limit !== null)) {
    await usageLimits.put({ tenantId, apiKeyId: to }, limits);
    trail.record({ action: 'limits.set', tenantId, resourceId: to, before: null, after: limits });
  }
  for (const budget of await budgets.handOver(tenantId, { from, to })) {
    const after = toBudgetView(budget);
    const before = { ...after, apiKeyId: from, version: after.version - 1 };
    trail.record({ action: 'budget.update', tenantId, resourceId: after.id, before, after });
  }
}
