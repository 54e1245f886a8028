import type { ApiKeyId, TenantId } from '@slipstream/domain';
import { ApiError } from '../api-error.js';
import { Limiter, type Limits, type Subject } from './limiter.js';

const many: Limits = { requestsPerMinute: 1_000, tokensPerMinute: 1_000, concurrentRequests: 1_000 };
const keyOf = (id: string, limits: Partial<Limits> = {}): Subject => ({
  kind: 'key',
  id: id as unknown as ApiKeyId,
  limits: { ...many, ...limits },
});
const tenantOf = (limits: Partial<Limits> = {}): Subject => ({
  kind: 'tenant',
  id: 'ten_1' as unknown as TenantId,
  limits: { ...many, ...limits },
});

async function refusalOf(admission: Promise<unknown>): Promise<ApiError> {
  const error = await admission.then(
    () => undefined,
    (refusal: unknown) => refusal,
  );
  if (!(error instanceof ApiError)) throw new Error('the request was let in');
  return error;
}

let limiter: Limiter;
beforeEach(() => {
  limiter = new Limiter();
});

it('lets as many requests in a minute as a key may send, then says when to come back', async () => {
  const subjects = [keyOf('a', { requestsPerMinute: 2 }), tenantOf()];
  expect((await limiter.admit(subjects)).headers).toMatchObject({
    'x-ratelimit-limit-requests': '2',
    'x-ratelimit-remaining-requests': '1',
    'x-ratelimit-reset-requests': '60s',
    'x-ratelimit-remaining-tokens': '1000',
    'ratelimit-policy': '"requests";q=2;w=60, "tokens";q=1000;w=60',
    ratelimit: '"requests";r=1;t=60, "tokens";r=1000;t=60',
  });
  await limiter.admit(subjects);
  const refusal = await refusalOf(limiter.admit(subjects));
  expect(refusal).toMatchObject({ status: 429, code: 'rate_limit_exceeded', retryAfterSeconds: 60 });
  expect(refusal.message).toMatch(/this API key may use 2 requests a minute/);
  expect(refusal.headers['x-ratelimit-remaining-requests']).toBe('0');
  expect(refusal.body.error.type).toBe('rate_limit_error');
});

it('leaves what a flooding key is refused to the other keys of its tenant', async () => {
  const tenant = tenantOf({ requestsPerMinute: 3 });
  const flooding = [keyOf('a', { requestsPerMinute: 1 }), tenant];
  await limiter.admit(flooding);
  for (let again = 0; again < 20; again++) await refusalOf(limiter.admit(flooding));
  const calm = [keyOf('b'), tenant];
  expect((await limiter.admit(calm)).headers['x-ratelimit-remaining-requests']).toBe('1');
  await limiter.admit(calm);
  expect((await refusalOf(limiter.admit(calm))).message).toMatch(/your organization may use 3 requests/);
});

it('lets requests in while tokens are left, and counts them as they come', async () => {
  const subjects = [keyOf('a', { tokensPerMinute: 100 }), tenantOf()];
  const admission = await limiter.admit(subjects);
  admission.charge(60);
  expect((await limiter.admit(subjects)).headers['x-ratelimit-remaining-tokens']).toBe('40');
  admission.charge(60);
  expect((await refusalOf(limiter.admit(subjects))).message).toMatch(/100 tokens a minute/);
});

it('bounds requests at once, however many come at the same moment', async () => {
  const subjects = [keyOf('a', { concurrentRequests: 3 }), tenantOf()];
  const attempts = await Promise.allSettled(Array.from({ length: 10 }, () => limiter.admit(subjects)));
  const admitted = attempts.flatMap((attempt) => (attempt.status === 'fulfilled' ? [attempt.value] : []));
  expect(admitted).toHaveLength(3);
  expect(await refusalOf(limiter.admit(subjects))).toMatchObject({ status: 429, retryAfterSeconds: 1 });
  admitted[0]!.leave();
  await limiter.admit(subjects);
});
