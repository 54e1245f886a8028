import type { UsageLimits } from '@slipstream/contract';
import { delta, done, finish, start } from './support/fake-worker.js';
import { chatBody, startHarness, type Harness } from './support/harness.js';
import { createKey } from './support/tenancy.js';

let harness: Harness;
beforeAll(async () => {
  harness = await startHarness();
}, 60_000);
beforeEach(() => harness.worker.answerWith((call) => call.answer('ok')));
afterAll(() => harness.close());

const unlimited: UsageLimits = {
  requestsPerMinute: null,
  tokensPerMinute: null,
  concurrentRequests: null,
  tokensPerMonth: null,
};

/** A key of the tenant with limits of its own. */
async function limitedKey(limits: Partial<UsageLimits>) {
  const { database, tenantId } = harness;
  const { secret, key } = await createKey(database, { tenantId });
  const put = (next: Partial<UsageLimits>) =>
    database.usageLimits.put({ tenantId, apiKeyId: key.id }, { ...unlimited, ...next });
  await put(limits);
  const headers = { authorization: `Bearer ${secret}` };
  return {
    key,
    put,
    post: (body: object = {}) => harness.post('/v1/chat/completions', { ...chatBody, ...body }, headers),
  };
}

it('tells what is left in both families of headers, and 429 with Retry-After beyond it', async () => {
  const { post } = await limitedKey({ requestsPerMinute: 2 });
  const first = await post({ stream: true });
  expect(first.status).toBe(200);
  expect(first.headers.get('x-ratelimit-limit-requests')).toBe('2');
  expect(first.headers.get('x-ratelimit-remaining-requests')).toBe('1');
  expect(first.headers.get('ratelimit-policy')).toBe('"requests";q=2;w=60, "tokens";q=6000000;w=60');
  expect(first.headers.get('ratelimit')).toMatch(/^"requests";r=1;t=60, "tokens";r=\d+;t=\d+$/);
  await first.text();
  await (await post()).text();

  const refused = await post();
  expect(refused.status).toBe(429);
  expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(0);
  expect(refused.headers.get('x-ratelimit-remaining-requests')).toBe('0');
  expect(await refused.json()).toMatchObject({
    error: { type: 'rate_limit_error', code: 'rate_limit_exceeded', param: null },
  });
});

it('counts the tokens that the worker committed, prompt and completion', async () => {
  const { post } = await limitedKey({ tokensPerMinute: 20 });
  await (await post()).text();
  const second = await post();
  expect(second.headers.get('x-ratelimit-remaining-tokens')).toBe('9');
  await second.text();
  expect((await post()).status).toBe(429);
});

it('bounds requests at once and lets the next in when one has ended', async () => {
  harness.worker.answerByHand();
  const { post } = await limitedKey({ concurrentRequests: 1 });
  const first = post({ stream: true });
  const call = await harness.worker.nextCall();
  call.send(start(), delta('a'));
  const refused = await post();
  expect([refused.status, refused.headers.get('retry-after')]).toEqual([429, '1']);
  call.send(finish(), done(1));
  call.end();
  await (await first).text();
  harness.worker.answerWith((next) => next.answer('ok'));
  expect((await post()).status).toBe(200);
});

it('follows a change of the limits at once', async () => {
  const { put, post } = await limitedKey({ requestsPerMinute: 1 });
  await (await post()).text();
  expect((await post()).status).toBe(429);
  await put({ requestsPerMinute: 100 });
  let status: number;
  do {
    const response = await post();
    await response.text();
    ({ status } = response);
  } while (status !== 200);
});

it("compares a key's quota with the ledger, and leaves the tenant's other keys alone", async () => {
  const { database, tenantId, endpointId } = harness;
  const { key, post } = await limitedKey({ tokensPerMonth: 50 });
  const other = await limitedKey({ tokensPerMonth: 50 });
  await database.usage.record([
    {
      requestId: 'req_quota',
      account: {
        tenantId: String(tenantId),
        apiKeyId: String(key.id),
        endpointId: String(endpointId),
        startedAt: new Date().toISOString(),
      },
      outcome: 'running',
      promptTokens: 20,
      cachedTokens: 0,
      completionTokens: 30,
      draftedTokens: 0,
      acceptedTokens: 0,
    },
  ]);
  const refused = await post();
  expect(refused.status).toBe(429);
  expect(await refused.json()).toMatchObject({ error: { code: 'insufficient_quota' } });
  expect((await other.post()).status).toBe(200);
});
