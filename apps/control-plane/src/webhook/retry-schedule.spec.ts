import { retryDelayMs } from './retry-schedule.js';

it('tries again after growing pauses for about three days, and then gives up', () => {
  const delays: number[] = [];
  for (let attempts = 1; ; attempts += 1) {
    const delayMs = retryDelayMs(attempts, 0);
    if (delayMs === undefined) break;
    delays.push(delayMs);
  }
  expect(delays).toEqual([...delays].sort((one, other) => one - other));
  const days = delays.reduce((sum, delayMs) => sum + delayMs, 0) / 86_400_000;
  expect(days).toBeGreaterThan(3);
  expect(days).toBeLessThan(4);
});

it('spreads what failed together', () => {
  expect([retryDelayMs(1, 0), retryDelayMs(1, 1)]).toEqual([5_000, 5_500]);
});
