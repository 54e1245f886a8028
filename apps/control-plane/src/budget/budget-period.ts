import type { BudgetPeriod } from '@slipstream/contract';

/** When the day or month in UTC began. */
export function startOfPeriod(period: BudgetPeriod, now: Date): Date {
  const [year, month, day] = [now.getUTCFullYear(), now.getUTCMonth(), now.getUTCDate()];
  return new Date(Date.UTC(year, month, period === 'day' ? day : 1));
}

/** The percentages of a budget that usage has reached. */
export function reachedThresholds(
  { tokens, thresholds }: { tokens: number; thresholds: readonly number[] },
  usedTokens: number,
): number[] {
  return thresholds.filter((threshold) => usedTokens * 100 >= tokens * threshold);
}
