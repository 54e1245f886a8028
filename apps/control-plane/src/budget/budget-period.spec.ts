import { reachedThresholds, startOfPeriod } from './budget-period.js';

it('begins days and months at midnight in UTC', () => {
  const now = new Date('2028-02-29T23:59:59.999Z');
  expect(startOfPeriod('day', now).toISOString()).toBe('2028-02-29T00:00:00.000Z');
  expect(startOfPeriod('month', now).toISOString()).toBe('2028-02-01T00:00:00.000Z');
});

it('reaches a threshold with the token that makes it full', () => {
  const budget = { tokens: 1_000, thresholds: [50, 100, 200] };
  expect(reachedThresholds(budget, 499)).toEqual([]);
  expect(reachedThresholds(budget, 500)).toEqual([50]);
  expect(reachedThresholds(budget, 1_999)).toEqual([50, 100]);
});
