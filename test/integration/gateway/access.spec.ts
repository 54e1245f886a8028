import { createEndpoint, createKey, createReadyReplica, createTenancy } from './support/tenancy.js';
import { chatBody, startHarness, type Harness } from './support/harness.js';

let harness: Harness;
beforeAll(async () => {
  harness = await startHarness();
  harness.worker.answerWith((call) => call.answer('ok'));
}, 60_000);
afterAll(() => harness.close());

function chatWith(authorization: string | undefined, body: object = chatBody): Promise<Response> {
  return fetch(`${harness.origin}/v1/chat/completions`, {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      ...(authorization === undefined ? {} : { authorization }),
    },
    body: JSON.stringify(body),
  });
}

async function refusalOf(response: Response): Promise<{ status: number; code: string; message: string }> {
  const { error } = (await response.json()) as { error: { code: string; message: string } };
  return { status: response.status, ...error };
}

it('answers 401 in the same words whether a key is missing, malformed, unknown, revoked or expired', async () => {
  const { tenantId, database } = harness;
  const revoked = await createKey(database, { tenantId });
  await database.apiKeys.revoke(tenantId, revoked.key.id, new Date());
  const expired = await createKey(database, { tenantId, expiresAt: new Date(Date.now() - 1_000) });
  const unknown = 'sk_slip_' + 'a'.repeat(33);
  const refusals = await Promise.all(
    [undefined, 'Basic abc', `Bearer ${unknown}`, `Bearer ${revoked.secret}`, `Bearer ${expired.secret}`].map(
      async (authorization) => {
        const response = await chatWith(authorization);
        expect(response.headers.get('www-authenticate')).toBe('Bearer');
        return response.json();
      },
    ),
  );
  expect(refusals[0]).toMatchObject({ error: { type: 'invalid_request_error', code: 'invalid_api_key' } });
  expect(new Set(refusals.map((body) => JSON.stringify(body))).size).toBe(1);
});

it('refuses a stranger before it reads the body', async () => {
  const response = await fetch(`${harness.origin}/v1/chat/completions`, { method: 'POST', body: '{"broken' });
  expect(response.status).toBe(401);
});

it('lets a revocation take effect at once', async () => {
  const { tenantId, database } = harness;
  const { secret, key } = await createKey(database, { tenantId });
  expect((await chatWith(`Bearer ${secret}`)).status).toBe(200);
  await database.apiKeys.revoke(tenantId, key.id, new Date());
  // The announcement travels on its own connection; a handful of requests is far more time than it takes.
  const statuses: number[] = [];
  for (let request = 0; request < 200 && statuses.at(-1) !== 401; request++) {
    statuses.push((await chatWith(`Bearer ${secret}`)).status);
  }
  expect(statuses.at(-1)).toBe(401);
});

it('serves a key and an endpoint as soon as they exist', async () => {
  const { database, worker } = harness;
  const { tenantId, secret } = await createTenancy(database, 'newcomer');
  const body = { ...chatBody, model: 'fresh' };
  expect((await chatWith(`Bearer ${secret}`, body)).status).toBe(404);
  await createEndpoint(database, { tenantId, name: 'fresh', addresses: [worker.address] });
  const statuses: number[] = [];
  for (let request = 0; request < 200 && statuses.at(-1) !== 200; request++) {
    statuses.push((await chatWith(`Bearer ${secret}`, body)).status);
  }
  expect(statuses.at(-1)).toBe(200);
});

it("answers the same for a missing model, another tenant's and one outside the key's list", async () => {
  const { database, tenantId, worker } = harness;
  const other = await createTenancy(database, 'globex');
  const theirs = await createEndpoint(database, {
    tenantId: other.tenantId,
    name: 'theirs',
    addresses: [worker.address],
  });
  const limited = await createKey(database, { tenantId, endpointIds: [theirs.endpointId] });
  const bodies = await Promise.all([
    chatWith(`Bearer ${harness.secret}`, { ...chatBody, model: 'nobody' }).then(refusalOf),
    chatWith(`Bearer ${harness.secret}`, { ...chatBody, model: 'theirs' }).then(refusalOf),
    chatWith(`Bearer ${limited.secret}`).then(refusalOf),
  ]);
  for (const [index, model] of ['nobody', 'theirs', 'demo'].entries()) {
    expect(bodies[index]).toMatchObject({
      status: 404,
      code: 'model_not_found',
      message: `The model '${model}' does not exist or you do not have access to it.`,
    });
  }
  const listed = await fetch(`${harness.origin}/v1/models`, {
    headers: { authorization: `Bearer ${limited.secret}` },
  });
  expect(await listed.json()).toEqual({ object: 'list', data: [] });
});

it('denies a key without the scope for inference, and a platform key', async () => {
  const { database, tenantId } = harness;
  const reader = await createKey(database, { tenantId, scopes: ['usage:read'] });
  const platform = await createKey(database, { tenantId: null, scopes: ['admin'] });
  for (const { secret } of [reader, platform]) {
    expect(await refusalOf(await chatWith(`Bearer ${secret}`))).toMatchObject({
      status: 403,
      code: 'insufficient_permissions',
    });
  }
});

it('holds a request for an endpoint that is starting until it has a replica', async () => {
  const { database, tenantId, worker } = harness;
  worker.answerWith((call) => call.answer('at last'));
  const { endpointId } = await createEndpoint(database, { tenantId, name: 'waking', addresses: [] });
  const response = harness.post('/v1/chat/completions', { ...chatBody, model: 'waking' });
  await createReadyReplica(database, endpointId, worker.address);
  expect(await (await response).text()).toContain('at last');
});

it('says 503 and when to come back while an endpoint has no ready replica', async () => {
  const { database, tenantId } = harness;
  await createEndpoint(database, { tenantId, name: 'cold', addresses: [] });
  const response = await harness.post(
    '/v1/chat/completions',
    { ...chatBody, model: 'cold' },
    { prefer: 'wait=0' },
  );
  expect(response.headers.get('retry-after')).toBe('5');
  const refusal = await refusalOf(response);
  expect(refusal).toMatchObject({ status: 503, code: 'endpoint_not_ready' });
  expect(refusal.message).toContain('starting');
});

it('keeps keys out of logs and error bodies, even where a client misplaces one', async () => {
  const response = await harness.post('/v1/chat/completions', { ...chatBody, model: harness.secret });
  expect(await response.text()).not.toContain(harness.secret.slice(8));
  await harness.post(`/v1/${harness.secret}`, {});
  expect(harness.gateway.log).not.toContain(harness.secret.slice(8));
});
