import { Injectable } from '@nestjs/common';
import type { WebhookPayload } from '@slipstream/contract';
import type { BudgetId } from '@slipstream/domain';
import { type Budget, Database } from '@slipstream/persistence';

import { Repeats } from '../work/repeats.js';
import { reachedThresholds, startOfPeriod } from './budget-period.js';

const pageSize = 100;

/** Compares usage with budgets, and tells webhooks of thresholds that were reached: each once a period. */
@Injectable()
export class BudgetMonitor {
  constructor(private readonly database: Database) {}

  @Repeats({ name: 'budgets.check', everyMs: 5_000 })
  async checkAll(): Promise<void> {
    let after: BudgetId | undefined;
    for (;;) {
      const budgets = await this.database.budgets.listAll({ after, limit: pageSize });
      for (const budget of budgets) await this.check(budget, new Date());
      if (budgets.length < pageSize) return;
      after = budgets.at(-1)!.id;
    }
  }

  private async check(budget: Budget, now: Date): Promise<void> {
    const periodStart = startOfPeriod(budget.period, now);
    const usedTokens = await this.database.usageSums.tokensSince(budget, periodStart);
    const thresholds = reachedThresholds(budget, usedTokens);
    if (thresholds.length === 0) return;
    await this.database.transaction(async ({ budgets, webhooks, webhookDeliveries }) => {
      const reached = await budgets.claimAlerts(budget.id, { periodStart, thresholds });
      if (reached.length === 0) return;
      const webhookIds = await webhooks.listSubscribed(budget.tenantId, 'budget.threshold_reached');
      for (const threshold of reached.sort((one, other) => one - other)) {
        const payload = payloadOf(budget, { periodStart, usedTokens, threshold, now });
        await webhookDeliveries.create(webhookIds, payload, now);
      }
    });
  }
}

function payloadOf(
  { id, tenantId, name, apiKeyId, period, tokens }: Budget,
  {
    periodStart,
    usedTokens,
    threshold,
    now,
  }: {
    periodStart: Date;
    usedTokens: number;
    threshold: number;
    now: Date;
  },
): WebhookPayload {
  const budget = { budgetId: id, tenantId, name, apiKeyId, period, tokens };
  return {
    type: 'budget.threshold_reached',
    timestamp: now.toISOString(),
    data: { ...budget, periodStart: periodStart.toISOString(), threshold, usedTokens },
  };
}
