import { once } from 'node:events';
import { type IncomingMessage, request } from 'node:http';

import { newApiKeySecret } from '@slipstream/persistence';

import { AdminHarness, type TestTenant } from './support/admin-harness.js';

let admin: AdminHarness;
let tenant: TestTenant;

beforeAll(async () => {
  admin = await AdminHarness.start();
  tenant = await admin.createTenant('acme');
}, 60_000);
afterAll(() => admin.close(), 60_000);

describe('problems', () => {
  const missing = `ep_${'0'.repeat(26)}`;
  it.each([
    ['no key', 'GET', '/tenants', { key: '' }, 401, 'credentials-refused'],
    [
      'a key with a typing error',
      'GET',
      '/tenants',
      { key: `sk_slip_${'0'.repeat(33)}` },
      401,
      'credentials-refused',
    ],
    ['an unknown path', 'GET', '/nothing', {}, 404, 'route-not-found'],
    ['a path that cannot be read', 'GET', '/%zz', {}, 404, 'route-not-found'],
    ['another method', 'PUT', '/tenants', { body: {} }, 405, 'method-not-allowed'],
    ['a missing field', 'POST', '/tenants', { body: {} }, 400, 'invalid-input'],
    ['an unknown field', 'POST', '/tenants', { body: { name: 'x', plan: 'free' } }, 400, 'invalid-input'],
    ['an unknown parameter', 'GET', '/tenants?sort=name', {}, 400, 'invalid-input'],
    ['a cursor of somebody else', 'GET', '/tenants?cursor=abc', {}, 400, 'invalid-input'],
    ['a limit too high', 'GET', '/tenants?limit=201', {}, 400, 'invalid-input'],
    ['an id of another kind', 'GET', `/models/${missing}`, {}, 400, 'invalid-input'],
    [
      'headers too large',
      'GET',
      '/tenants',
      { headers: { 'x-much': 'x'.repeat(20_000) } },
      431,
      'headers-too-large',
    ],
    ['an empty body', 'POST', '/tenants', { body: '' }, 400, 'invalid-input'],
    ['broken JSON', 'POST', '/tenants', { body: '{' }, 400, 'malformed-body'],
    [
      'a form',
      'POST',
      '/tenants',
      { body: 'name=x', headers: { 'content-type': 'application/x-www-form-urlencoded' } },
      415,
      'unsupported-media-type',
    ],
    ['a body too large', 'POST', '/tenants', { body: { name: 'x'.repeat(300_000) } }, 413, 'body-too-large'],
    ['a taken name', 'POST', '/tenants', { body: { name: 'acme' } }, 409, 'name-taken'],
  ] as const)('for %s say what is wrong, by a stable type', async (_, method, path, sent, status, type) => {
    const answer = await admin.send(method, path, sent);
    expect(answer.body).toMatchObject({
      type: `urn:slipstream:problem:${type}`,
      status,
      title: expect.any(String) as string,
      detail: expect.any(String) as string,
    });
    expect(answer.status).toBe(status);
    expect(answer.headers.get('content-type')).toMatch(/^application\/problem\+json/);
    expect(answer.headers.get('x-request-id')).toMatch(/^req_/);
  });

  it('name every field that is wrong at once', async () => {
    const body = { name: 'Not a name', modelId: 'mdl_1', minReplicas: 17 };
    const answer = await admin.send<{ errors: { path: string }[] }>(
      'POST',
      `/tenants/${tenant.id}/endpoints`,
      { body },
    );
    expect(answer.body.errors.map(({ path }) => path)).toEqual(['name', 'modelId', 'minReplicas']);
  });

  it('tell which methods a path takes', async () => {
    const answer = await admin.send('PUT', '/tenants', { body: {} });
    expect(answer.headers.get('allow')).toBe('POST, GET, HEAD');
  });
});

it('refuses a stranger’s large body before any of it comes', async () => {
  const path = `/api/v1/tenants/${tenant.id}/endpoints/${tenant.endpointId}/snapshot-import`;
  for (const key of ['', 'sk_slip_nonsense', newApiKeySecret()]) {
    const announced = request(`${admin.controlPlane.origin}${path}`, {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        'content-length': 60 * 1_048_576,
        ...(key === '' ? {} : { authorization: `Bearer ${key}` }),
      },
    });
    announced.on('error', () => undefined).flushHeaders();
    const [response] = (await once(announced, 'response')) as [IncomingMessage];
    expect(response.statusCode).toBe(401);
    expect(response.headers['content-type']).toMatch(/^application\/problem\+json/);
    announced.destroy();
  }
});

describe('request ids', () => {
  it('are taken from the caller where they are fit to be repeated, and made otherwise', async () => {
    const given = await admin.send('GET', '/tenants', { headers: { 'x-request-id': 'trace-1:2.3' } });
    expect(given.headers.get('x-request-id')).toBe('trace-1:2.3');
    for (const unfit of ['a b', 'x'.repeat(129)]) {
      const made = await admin.send('GET', '/tenants', { headers: { 'x-request-id': unfit } });
      expect(made.headers.get('x-request-id')).toMatch(/^req_/);
    }
  });
});

describe('pages', () => {
  it('give every item once, though items come and go between them', async () => {
    const keys = `/tenants/${tenant.id}/keys`;
    const create = (name: string) =>
      admin.controlPlane.post<{ id: string }>(keys, { name, scopes: ['inference'] });
    const ids = [tenant.keyId];
    for (let number = 1; number <= 4; number += 1) ids.push((await create(`key-${number}`)).id);
    const seen: string[] = [];
    let cursor = '';
    do {
      const page = await admin.controlPlane.get<{ data: { id: string }[]; nextCursor: string | null }>(
        `${keys}?limit=2${cursor}`,
      );
      seen.push(...page.data.map(({ id }) => id));
      cursor = page.nextCursor === null ? '' : `&cursor=${page.nextCursor}`;
      if (seen.length === 2) ids.push((await create('late')).id);
    } while (cursor !== '');
    expect(seen).toEqual(ids);
  });
});
