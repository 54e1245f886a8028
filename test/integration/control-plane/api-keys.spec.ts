import pg from 'pg';

import { AdminHarness, type TestTenant } from './support/admin-harness.js';

interface Key {
  readonly id: string;
  readonly name: string;
  readonly secret: string;
  readonly version: number;
  readonly expiresAt: string | null;
  readonly rotatedFrom: string | null;
}

let admin: AdminHarness;
let tenant: TestTenant;
let keys: string;

beforeAll(async () => {
  admin = await AdminHarness.start();
  tenant = await admin.createTenant('acme');
  keys = `/tenants/${tenant.id}/keys`;
}, 60_000);
afterAll(() => admin.close(), 60_000);

const create = async (fields: object = {}): Promise<Key> => {
  const body = { name: 'ci', scopes: ['endpoints:read'], ...fields };
  return (await admin.send<Key>('POST', keys, { key: tenant.key, body })).body;
};
/** 200 while the key works, 401 after that. */
const statusOf = async (key: Key): Promise<number> =>
  (await admin.send('GET', `/tenants/${tenant.id}/endpoints`, { key: key.secret })).status;

describe('rotation', () => {
  it('gives a key of the same rights, and lets the old one work until the overlap ends', async () => {
    const old = await create({ expiresAt: '2999-01-01T00:00:00.000Z' });
    const rotated = await admin.send<Key>('POST', `${keys}/${old.id}/rotate`, { key: tenant.key, body: {} });
    expect(rotated.status).toBe(201);
    expect(rotated.body).toMatchObject({ name: 'ci', scopes: ['endpoints:read'], rotatedFrom: old.id });
    expect([await statusOf(old), await statusOf(rotated.body)]).toEqual([200, 200]);
    const { body } = await admin.send<Key>('GET', `${keys}/${old.id}`, { key: tenant.key });
    const endsInSeconds = (Date.parse(body.expiresAt!) - Date.now()) / 1_000;
    expect(endsInSeconds).toBeGreaterThan(3_500);
    expect(endsInSeconds).toBeLessThanOrEqual(3_600);
  });

  it('without an overlap ends the old key at once', async () => {
    const old = await create();
    const body = { overlapSeconds: 0 };
    const { body: next } = await admin.send<Key>('POST', `${keys}/${old.id}/rotate`, {
      key: tenant.key,
      body,
    });
    expect([await statusOf(old), await statusOf(next)]).toEqual([401, 200]);
    const again = await admin.send('POST', `${keys}/${old.id}/rotate`, { key: tenant.key, body });
    expect([again.status, again.body['type']]).toEqual([409, 'urn:slipstream:problem:key-not-usable']);
  });

  it('hands on what bounds the old key and what watches it', async () => {
    const old = await create();
    const limits = {
      requestsPerMinute: 5,
      tokensPerMinute: null,
      concurrentRequests: 2,
      tokensPerMonth: 1_000,
    };
    await admin.send('PUT', `${keys}/${old.id}/limits`, { key: tenant.key, body: limits });
    const budgets = `/tenants/${tenant.id}/budgets`;
    const spending = { name: 'ci', apiKeyId: old.id, period: 'month', tokens: 1_000, thresholds: [50] };
    const { id } = await admin.controlPlane.post<{ id: string }>(budgets, spending);
    const rotated = await admin.send<Key>('POST', `${keys}/${old.id}/rotate`, { key: tenant.key, body: {} });
    for (const key of [old, rotated.body]) {
      expect(await admin.controlPlane.get(`${keys}/${key.id}/limits`)).toEqual(limits);
    }
    const watched = { ...spending, apiKeyId: rotated.body.id, version: 2 };
    expect(await admin.controlPlane.get(`${budgets}/${id}`)).toMatchObject(watched);
    const { data } = await admin.controlPlane.get<{ data: { action: string; resourceId: string }[] }>(
      `/tenants/${tenant.id}/audit-events?limit=4`,
    );
    expect(data.map(({ action, resourceId }) => [action, resourceId])).toEqual(
      expect.arrayContaining([
        ['limits.set', rotated.body.id],
        ['budget.update', id],
      ]),
    );
  });

  it('hands nobody a key that may do more than their own', async () => {
    const keeper = await create({ scopes: ['keys:write'] });
    const strong = await create({ scopes: ['admin'] });
    const attempt = await admin.send('POST', `${keys}/${strong.id}/rotate`, { key: keeper.secret, body: {} });
    expect([attempt.status, await statusOf(strong)]).toEqual([403, 200]);
    for (const scopes of [['admin'], ['inference']]) {
      const body = { name: 'more', scopes };
      expect((await admin.send('POST', keys, { key: keeper.secret, body })).status).toBe(403);
    }
    const own = { name: 'same', scopes: ['keys:write'] };
    expect((await admin.send('POST', keys, { key: keeper.secret, body: own })).status).toBe(201);
  });
});

describe('an update', () => {
  it('needs the ETag of the present version, and gives the next one', async () => {
    const { id } = await create();
    const path = `${keys}/${id}`;
    const body = { name: 'renamed', endpointIds: [tenant.endpointId] };
    const patch = (headers: Record<string, string>) =>
      admin.send<Key>('PATCH', path, { key: tenant.key, body, headers });
    expect((await patch({})).status).toBe(428);
    const etag = (await admin.send('GET', path, { key: tenant.key })).headers.get('etag')!;
    const first = await patch({ 'if-match': etag });
    expect([first.status, first.body]).toEqual([200, expect.objectContaining(body)]);
    expect(first.headers.get('etag')).not.toBe(etag);
    const stale = await patch({ 'if-match': etag });
    expect([stale.status, (stale.body as unknown as { type: string }).type]).toEqual([
      412,
      'urn:slipstream:problem:precondition-failed',
    ]);
    expect((await patch({ 'if-match': `"0", ${first.headers.get('etag')!}` })).status).toBe(200);
    expect((await patch({ 'if-match': '*' })).status).toBe(200);
  });

  it('of two that were made on the same version lets one through', async () => {
    const { id } = await create();
    const patch = (name: string) =>
      admin.send('PATCH', `${keys}/${id}`, {
        key: tenant.key,
        body: { name },
        headers: { 'if-match': '"1"' },
      });
    const answers = await Promise.all(['one', 'other', 'third'].map(patch));
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 412, 412]);
  });

  it('can end a key, and takes null for "never"', async () => {
    const key = await create();
    const patch = (expiresAt: string | null) =>
      admin.send('PATCH', `${keys}/${key.id}`, {
        key: tenant.key,
        body: { expiresAt },
        headers: { 'if-match': '*' },
      });
    await patch('2020-01-01T00:00:00Z');
    expect(await statusOf(key)).toBe(401);
    await patch(null);
    expect(await statusOf(key)).toBe(200);
  });

  it('of nothing, or to another tenant’s endpoint, is refused', async () => {
    const { id } = await create();
    const stranger = await admin.createTenant('stranger');
    const patch = (body: object) =>
      admin.send('PATCH', `${keys}/${id}`, { key: tenant.key, body, headers: { 'if-match': '*' } });
    expect((await patch({})).status).toBe(400);
    const theirs = await patch({ endpointIds: [stranger.endpointId] });
    const missing = await patch({ endpointIds: [`ep_${'0'.repeat(26)}`] });
    expect([theirs.status, theirs.text]).toEqual([404, missing.text]);
  });
});

describe('a key limited to endpoints', () => {
  it('sees and changes those alone', async () => {
    const body = { name: 'second', modelId: admin.modelId };
    const second = await admin.send('POST', `/tenants/${tenant.id}/endpoints`, { key: tenant.key, body });
    const limited = await create({ scopes: ['admin'], endpointIds: [tenant.endpointId] });
    const endpoints = `/tenants/${tenant.id}/endpoints`;
    const as = { key: limited.secret };
    const listed = await admin.send<{ data: { id: string }[] }>('GET', endpoints, as);
    expect(listed.body.data.map(({ id }) => id)).toEqual([tenant.endpointId]);
    expect((await admin.send('POST', `${endpoints}/${String(second.body['id'])}/stop`, as)).status).toBe(404);
    expect((await admin.send('POST', `${endpoints}/${tenant.endpointId}/stop`, as)).status).toBe(202);
    expect((await admin.send('POST', endpoints, { ...as, body: { ...body, name: 'third' } })).status).toBe(
      403,
    );
    const wider = { name: 'wider', scopes: ['inference'] };
    expect((await admin.send('POST', keys, { ...as, body: wider })).status).toBe(403);
  });

  it('has no say in what concerns the whole tenant', async () => {
    const { secret: key } = await create({ scopes: ['admin'], endpointIds: [tenant.endpointId] });
    const { userId, invitationId, webhookId, budgetId } = tenant;
    const eventTypes = ['budget.threshold_reached'];
    const spending = { name: 'all', period: 'month', tokens: 1, thresholds: [80] };
    const attempts: readonly (readonly [method: string, path: string, body?: object])[] = [
      ['POST', 'invitations', { email: 'accomplice@example.com', role: 'admin' }],
      ['DELETE', `invitations/${invitationId}`],
      ['PATCH', `members/${userId}`, { role: 'viewer' }],
      ['DELETE', `members/${userId}`],
      ['POST', 'webhooks', { url: 'https://hooks.example.com/x', eventTypes }],
      ['PATCH', `webhooks/${webhookId}`, { isEnabled: false }],
      ['POST', `webhooks/${webhookId}/rotate`, {}],
      ['DELETE', `webhooks/${webhookId}`],
      ['POST', 'budgets', spending],
      ['PATCH', `budgets/${budgetId}`, { tokens: 1 }],
      ['DELETE', `budgets/${budgetId}`],
      ['GET', 'audit-events'],
    ];
    for (const [method, path, body] of attempts) {
      const headers = { 'if-match': '*' };
      const answer = await admin.send(method, `/tenants/${tenant.id}/${path}`, { key, body, headers });
      expect([path, answer.status, answer.body['type']]).toEqual([
        path,
        403,
        'urn:slipstream:problem:key-restricted',
      ]);
    }
  });

  it('ends no key that works beyond them', async () => {
    const scopes = ['endpoints:read', 'keys:write'];
    const { secret: key } = await create({ scopes, endpointIds: [tenant.endpointId] });
    const wider = await create();
    const equal = await create({ endpointIds: [tenant.endpointId] });
    const headers = { 'if-match': '*' };
    const body = { expiresAt: '2000-01-01T00:00:00.000Z' };
    for (const [method, fields] of [
      ['DELETE', {}],
      ['PATCH', { headers, body }],
      ['PATCH', { headers, body: { ...body, endpointIds: [tenant.endpointId] } }],
    ] as const) {
      const answer = await admin.send(method, `${keys}/${wider.id}`, { key, ...fields });
      expect([answer.status, answer.body['type']]).toEqual([403, 'urn:slipstream:problem:key-restricted']);
    }
    expect((await admin.send('DELETE', `${keys}/${equal.id}`, { key })).status).toBe(204);
    expect([await statusOf(wider), await statusOf(equal)]).toEqual([200, 401]);
  });

  it('is told what was used of those alone', async () => {
    const other = `ep_${'0'.repeat(26)}`;
    const sql = new pg.Client({ connectionString: admin.database.url });
    await sql.connect();
    for (const [requestId, endpointId, tokens] of [
      ['req_own', tenant.endpointId, 5],
      ['req_other', other, 7],
    ]) {
      await sql.query(
        `INSERT INTO usage_records VALUES ($1, $2, $3, $4, now(), 'completed', 0, 0, $5, 0, 0)`,
        [requestId, tenant.id, tenant.keyId, endpointId, tokens],
      );
    }
    await sql.end();
    const limited = await create({ scopes: ['usage:read'], endpointIds: [tenant.endpointId] });
    const usage = `/tenants/${tenant.id}/usage`;
    const used = async (key: string, path: string) => {
      const { body } = await admin.send<{ data: { completionTokens: number }[] }>('GET', path, { key });
      return body.data.map(({ completionTokens }) => completionTokens).sort();
    };
    for (const [path, all, own] of [
      [`${usage}?bucket=total`, [12], [5]],
      [`${usage}?bucket=hour&groupBy=endpoint`, [5, 7], [5]],
      [`${usage}?bucket=total&endpointId=${tenant.endpointId}`, [5], [5]],
      [`${usage}?bucket=total&endpointId=${other}`, [7], []],
      [`${usage}/requests`, [5, 7], [5]],
    ] as const) {
      expect([path, await used(tenant.key, path)]).toEqual([path, all]);
      expect([path, await used(limited.secret, path)]).toEqual([path, own]);
    }
  });
});

it('is of no use once revoked, and revoking again changes nothing', async () => {
  const key = await create();
  for (const status of [204, 204]) {
    expect((await admin.send('DELETE', `${keys}/${key.id}`, { key: tenant.key })).status).toBe(status);
  }
  expect(await statusOf(key)).toBe(401);
  const { body } = await admin.send<Key>('GET', `${keys}/${key.id}`, { key: tenant.key });
  expect(body.version).toBe(2);
});

it('says when it was last used', async () => {
  const key = await create();
  await statusOf(key);
  for (;;) {
    const { body } = await admin.send<{ lastUsedAt: string | null }>('GET', `${keys}/${key.id}`);
    if (body.lastUsedAt !== null) break;
  }
});
