import pg from 'pg';

import { createHash } from 'node:crypto';

import { AdminHarness, type TestTenant } from './support/admin-harness.js';

interface Listed<Item> {
  readonly data: Item[];
}
interface AuditEvent {
  readonly action: string;
  readonly resourceId: string;
  readonly actor: { kind: string; id: string };
  readonly before: Record<string, unknown> | null;
  readonly after: Record<string, unknown> | null;
  readonly requestId: string;
  readonly ipAddress: string;
}

let admin: AdminHarness;
let tenant: TestTenant;
let neighbour: TestTenant;
let sql: pg.Client;

beforeAll(async () => {
  admin = await AdminHarness.start();
  [tenant, neighbour] = [await admin.createTenant('acme'), await admin.createTenant('globex')];
  sql = new pg.Client({ connectionString: admin.database.url });
  await sql.connect();
}, 60_000);
afterAll(async () => {
  await sql.end();
  await admin.close();
}, 60_000);

const keysOf = ({ id }: TestTenant): string => `/tenants/${id}/keys`;
const newKey = { name: 'ci', scopes: ['inference'] };
const under = (key: string) => ({ headers: { 'idempotency-key': key } });

async function auditOf({ id, key }: TestTenant): Promise<AuditEvent[]> {
  const answer = await admin.send<Listed<AuditEvent>>('GET', `/tenants/${id}/audit-events`, { key });
  return answer.body.data;
}

describe('an Idempotency-Key', () => {
  it('gives the same response again, though the resource is made once', async () => {
    const sent = { key: tenant.key, body: newKey, ...under('once') };
    const first = await admin.send<{ id: string }>('POST', keysOf(tenant), sent);
    const second = await admin.send<{ id: string }>('POST', keysOf(tenant), sent);
    expect([second.status, second.text]).toEqual([first.status, first.text]);
    expect(first.status).toBe(201);
    const { body } = await admin.send<Listed<{ name: string }>>('GET', keysOf(tenant));
    expect(body.data.filter(({ name }) => name === 'ci')).toHaveLength(1);
    expect((await auditOf(tenant)).filter(({ resourceId }) => resourceId === first.body.id)).toHaveLength(1);
  });

  it('is refused for another request, and is each tenant’s own', async () => {
    const sent = { key: tenant.key, body: { ...newKey, name: 'other' }, ...under('once') };
    const answer = await admin.send('POST', keysOf(tenant), sent);
    expect([answer.status, answer.body['type']]).toEqual([
      422,
      'urn:slipstream:problem:idempotency-key-reused',
    ]);
    const stopped = await admin.send('POST', `/tenants/${tenant.id}/endpoints/${tenant.endpointId}/stop`, {
      key: tenant.key,
      ...under('once'),
    });
    expect(stopped.status).toBe(422);
    const sameOfNeighbour = { key: neighbour.key, body: newKey, ...under('once') };
    expect((await admin.send('POST', keysOf(neighbour), sameOfNeighbour)).status).toBe(201);
  });

  it('repeats a response to nobody but its caller', async () => {
    const { status } = await admin.send('POST', keysOf(tenant), { body: newKey, ...under('once') });
    expect(status).toBe(422);
  });

  it('lets one of many simultaneous requests through, and tells the others to wait', async () => {
    const sent = { key: tenant.key, body: { ...newKey, name: 'race' }, ...under('race') };
    const answers = await Promise.all(
      Array.from({ length: 12 }, () => admin.send('POST', keysOf(tenant), sent)),
    );
    const created = answers.filter(({ status }) => status === 201);
    expect(new Set(created.map(({ text }) => text)).size).toBe(1);
    for (const { status, body } of answers.filter((answer) => answer.status !== 201)) {
      expect([status, body['type']]).toEqual([409, 'urn:slipstream:problem:request-in-flight']);
    }
    const { body } = await admin.send<Listed<{ name: string }>>('GET', keysOf(tenant));
    expect(body.data.filter(({ name }) => name === 'race')).toHaveLength(1);
  });

  it('answers 409 while a request under it is being served, and is served after that', async () => {
    const sent = { key: tenant.key, body: { ...newKey, name: 'slow' }, ...under('slow') };
    const digest = createHash('sha256').update('slow').digest('hex');
    const lock = [`${tenant.id} ${digest}`];
    await sql.query('SELECT pg_advisory_lock(hashtextextended($1, 0))', lock);
    const waiting = await admin.send('POST', keysOf(tenant), sent);
    expect([waiting.status, waiting.headers.get('retry-after')]).toEqual([409, '1']);
    await sql.query('SELECT pg_advisory_unlock(hashtextextended($1, 0))', lock);
    expect((await admin.send('POST', keysOf(tenant), sent)).status).toBe(201);
  });

  it('is free again after a request that failed, and after a day', async () => {
    const endpoints = `/tenants/${tenant.id}/endpoints`;
    const taken = { key: tenant.key, body: { name: 'chat', modelId: admin.modelId }, ...under('retry') };
    expect((await admin.send('POST', endpoints, taken)).status).toBe(409);
    const free = { ...taken, body: { name: 'chat-2', modelId: admin.modelId } };
    expect((await admin.send('POST', endpoints, free)).status).toBe(201);
    expect((await admin.send('POST', endpoints, taken)).status).toBe(422);
    await sql.query(`UPDATE idempotent_responses SET created_at = now() - interval '24 hours 1 second'`);
    const later = await admin.send('POST', endpoints, { ...free, body: { ...free.body, name: 'chat-3' } });
    expect(later.status).toBe(201);
  });

  it('must be visible characters, and not too many', async () => {
    for (const unfit of ['a b', 'x'.repeat(256)]) {
      const sent = { key: tenant.key, body: newKey, ...under(unfit) };
      expect((await admin.send('POST', keysOf(tenant), sent)).status).toBe(400);
    }
  });
});

describe('the audit log', () => {
  it('keeps who changed what, from where, as it was and as it became', async () => {
    const stop = `/tenants/${tenant.id}/endpoints/${tenant.endpointId}/stop`;
    const headers = { 'x-request-id': 'trace-7', 'x-forwarded-for': '203.0.113.9' };
    await admin.send('POST', stop, { key: tenant.key, headers });
    const [latest] = await auditOf(tenant);
    expect(latest).toMatchObject({
      action: 'endpoint.stop',
      resourceId: tenant.endpointId,
      actor: { kind: 'apiKey', id: tenant.keyId },
      before: { desiredState: 'running' },
      after: { desiredState: 'stopped' },
      requestId: 'trace-7',
      ipAddress: '203.0.113.9',
    });
  });

  it('has no entry for what changed nothing, or failed', async () => {
    const before = await auditOf(tenant);
    const endpoint = `/tenants/${tenant.id}/endpoints/${tenant.endpointId}`;
    await admin.send('POST', `${endpoint}/stop`, { key: tenant.key });
    await admin.send('POST', `/tenants/${tenant.id}/endpoints`, {
      key: tenant.key,
      body: { name: 'chat', modelId: admin.modelId },
    });
    expect(await auditOf(tenant)).toEqual(before);
  });

  it('shows a tenant its own part, the platform all of it, and a key without the scope nothing', async () => {
    const all = (await admin.send<Listed<AuditEvent>>('GET', '/audit-events')).body.data;
    const seen = (await auditOf(neighbour)).map(({ resourceId }) => resourceId);
    expect(seen).not.toContain(tenant.endpointId);
    expect(all.map(({ resourceId }) => resourceId)).toEqual(
      expect.arrayContaining([...seen, tenant.endpointId]),
    );
    const { secret } = (await admin.send<{ secret: string }>('POST', keysOf(tenant), { body: newKey })).body;
    expect((await admin.send('GET', `/tenants/${tenant.id}/audit-events`, { key: secret })).status).toBe(403);
  });

  it('goes on after its tenant is gone', async () => {
    const { id } = await admin.controlPlane.post<{ id: string }>('/tenants', { name: 'short-lived' });
    expect((await admin.send('DELETE', `/tenants/${id}`)).status).toBe(204);
    const { data } = (await admin.send<Listed<AuditEvent>>('GET', '/audit-events?limit=2')).body;
    expect(data.map(({ action, resourceId }) => [action, resourceId])).toEqual([
      ['tenant.delete', id],
      ['tenant.create', id],
    ]);
  });

  it('cannot be altered, not even by the owner of the database', async () => {
    for (const change of [
      'UPDATE audit_events SET action = $1',
      'DELETE FROM audit_events',
      'TRUNCATE audit_events',
    ]) {
      const values = change.includes('$1') ? ['x'] : [];
      await expect(sql.query(change, values)).rejects.toThrow(/append-only/);
    }
  });
});
