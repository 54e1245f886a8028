import type { ApiKeyId, TenantId } from '@slipstream/domain';
import { ManualClock } from '@slipstream/testing';
import { MonthlyQuota } from './monthly-quota.js';

const subject = {
  tenantId: 'ten_1' as unknown as TenantId,
  apiKeyId: 'key_1' as unknown as ApiKeyId,
  tokensPerMonth: 100,
};

function setup(usedTokens: number, start = '2026-12-31T23:59:50Z') {
  const clock = new ManualClock(Date.parse(start));
  const reads: string[] = [];
  const ledger = { usedTokens };
  const quota = new MonthlyQuota({
    nowMs: clock.now,
    usedTokens: (_subject, since) => {
      reads.push(since.toISOString());
      return Promise.resolve(ledger.usedTokens);
    },
  });
  return { clock, reads, ledger, quota };
}

it('refuses a subject that has spent its month, until the next begins', async () => {
  const { quota, clock, ledger, reads } = setup(100);
  await expect(quota.refuseIfSpent(subject)).rejects.toMatchObject({
    status: 429,
    code: 'insufficient_quota',
    retryAfterSeconds: 10,
  });
  ledger.usedTokens = 0;
  clock.advance(10_000);
  await quota.refuseIfSpent(subject);
  expect(reads).toEqual(['2026-12-01T00:00:00.000Z', '2027-01-01T00:00:00.000Z']);
});

it('asks the ledger every few seconds at most, and not at all without a quota', async () => {
  const { quota, clock, ledger, reads } = setup(99, '2026-12-01T00:00:00Z');
  await quota.refuseIfSpent({ ...subject, tokensPerMonth: null });
  expect(reads).toHaveLength(0);
  for (let request = 0; request < 5; request++) await quota.refuseIfSpent(subject);
  expect(reads).toHaveLength(1);
  ledger.usedTokens = 100;
  clock.advance(5_001);
  await expect(quota.refuseIfSpent(subject)).rejects.toThrow(/100 tokens a month/);
});
