import type { SpeculationFigures } from '@slipstream/contract';
import type { ApiKeyId, EndpointId, TenantId } from '@slipstream/domain';
import {
  applyMigrations,
  type Database,
  databaseUrlFor,
  ensureServiceRole,
  newId,
  openDatabase,
  openTenantDatabase,
  type TenantDatabase,
} from '@slipstream/persistence';
import pg from 'pg';

import {
  migrationsFolder,
  startMigratedDatabase,
  startTestDatabase,
  type TestDatabase,
} from '../support/postgres.js';

interface Rows {
  readonly tenantId: TenantId;
  readonly keyId: ApiKeyId;
  readonly endpointId: EndpointId;
  /** Every id of the tenant's, as text. */
  readonly ids: readonly string[];
}

let server: TestDatabase;
let serviceUrl: string;
let platform: Database;
let tenants: TenantDatabase;
let own: Rows;
let other: Rows;

beforeAll(async () => {
  server = await startMigratedDatabase();
  serviceUrl = databaseUrlFor(server.url, { username: 'service of the test', password: 'pass:/@word' });
  await ensureServiceRole({ ownerUrl: server.url, serviceUrl });
  platform = openDatabase(serviceUrl);
  tenants = openTenantDatabase(serviceUrl, { connectionCountMax: 1 });
  [own, other] = [await fill('own'), await fill('other')];
}, 60_000);

afterAll(async () => {
  await platform.close();
  await tenants.close();
  await server.stop();
});

/** A row of the tenant's in every table that has rows of tenants. */
async function fill(name: string): Promise<Rows> {
  const [tenantId, keyId, modelId] = [newId('tenant'), newId('apiKey'), newId('model')];
  const [endpointId, replicaId, eventId] = [newId('endpoint'), newId('replica'), newId('auditEvent')];
  await platform.tenants.create({ id: tenantId, name });
  await platform.apiKeys.create({
    id: keyId,
    tenantId,
    name,
    hash: Buffer.from(name.padEnd(32)).toString('hex'),
    displayPrefix: 'sk_slip_0000',
    lastFour: '0000',
    scopes: ['admin'],
    endpointIds: null,
    expiresAt: null,
  });
  const source = { kind: 'builtin', name: 'none' } as const;
  await platform.models.create({ id: modelId, name, source, profile: 'fp32' });
  await platform.endpoints.create({ id: endpointId, tenantId, name: 'chat', modelId, replicaCount: 1 });
  await platform.replicas.create({ id: replicaId, endpointId });
  await platform.audit.append([
    {
      id: eventId,
      tenantId,
      actor: { kind: 'apiKey', id: String(keyId) },
      action: 'endpoint.create',
      resourceId: String(endpointId),
      before: null,
      after: { name },
      requestId: 'req_1',
      ipAddress: '127.0.0.1',
    },
  ]);
  const response = { fingerprint: name, sealedBody: new Uint8Array() };
  await platform.idempotentResponses.save({ owner: String(tenantId), key: 'key' }, response, new Date());
  const [userId, invitationId] = [newId('user'), newId('invitation')];
  const email = `${name}@example.com`;
  await platform.users.create({ id: userId, email, name, passwordHash: '$argon2id$' });
  await platform.memberships.grant(tenantId, userId, 'owner');
  const expiresAt = new Date();
  await platform.invitations.create({
    id: invitationId,
    tenantId,
    email,
    role: 'viewer',
    tokenHash: name,
    expiresAt,
  });
  const [webhookId, budgetId] = [newId('webhook'), newId('budget')];
  const webhook = { url: 'https://example.com', description: null, sealedSecret: new Uint8Array() };
  await platform.webhooks.create({ ...webhook, id: webhookId, tenantId, eventTypes: ['webhook.test'] });
  const payload = { type: 'webhook.test', timestamp: '', data: { name } } as const;
  const [delivery] = await platform.webhookDeliveries.create([webhookId], payload, new Date());
  const budget = { id: budgetId, tenantId, name, apiKeyId: keyId, tokens: 1, thresholds: [1] };
  await platform.budgets.create({ ...budget, period: 'day' });
  const snapshotId = newId('snapshot');
  const snapshot = { id: snapshotId, endpointId, version: 1, replicaId, replicaEpoch: 1, learnedTokens: 1n };
  const lineage = { kind: 'checkpoint' as const, parents: [], targetRevision: 1 };
  const content = { modelDigest: name, sizeBytes: 1, sha256: name, signature: new Uint8Array() };
  await platform.snapshots.create({ ...snapshot, ...lineage, ...content }, Buffer.from('x'), 1);
  const at = { endpointId, replicaId, replicaEpoch: 1, number: 1 };
  const span = { startedAt: new Date(), figures: {} as SpeculationFigures, driftScore: 0, learnedTokens: 1n };
  await platform.speculationHistory.add([{ ...at, ...span, seconds: 60, curve: [] }]);
  await platform.speculationHistory.putRollup(endpointId, 'hour', span);
  await platform.driftEvents.put({
    ...{
      id: newId('driftEvent'),
      endpointId,
      replicaId,
      replicaEpoch: 1,
      startRequest: 1,
      cause: name,
      scores: {},
    },
    ...{ tokensPerStepBefore: 1, tokensPerStepWorst: 1, tokensPerStepAfter: null },
    ...{ startedAt: new Date(), endedAt: null },
  });
  await platform.speculationPolicies.putHeldOut(tenantId, 'on');
  const sealed = new Uint8Array();
  await platform.heldOut.add([{ ...at, generation: 1, endedAt: new Date(), sealed }]);
  const subject = { tenantId, apiKeyId: keyId };
  const limits = { requestsPerMinute: 1, tokensPerMinute: 1, concurrentRequests: 1, tokensPerMonth: 1 };
  await platform.usageLimits.put(subject, limits);
  const figures = {
    promptTokens: 1,
    cachedTokens: 0,
    completionTokens: 1,
    draftedTokens: 0,
    acceptedTokens: 0,
  };
  const account = {
    tenantId: String(tenantId),
    apiKeyId: String(keyId),
    endpointId: String(endpointId),
    startedAt: new Date().toISOString(),
  };
  await platform.usage.record([{ requestId: `req_${name}`, account, outcome: 'completed', ...figures }]);
  const people = [userId, invitationId];
  const told = [webhookId, delivery!.id, budgetId];
  const ids = [tenantId, keyId, endpointId, replicaId, eventId, snapshotId, ...people, ...told].map(String);
  return { tenantId, keyId, endpointId, ids };
}

/** Plain SQL as a service could send it, in the tenant's role. */
async function asTenant<Row extends object>(tenantId: TenantId | undefined, sql: string): Promise<Row[]> {
  const client = new pg.Client({ connectionString: serviceUrl, options: '-c role=slipstream_tenant' });
  await client.connect();
  try {
    await client.query('BEGIN');
    if (tenantId !== undefined) await client.query(`SELECT set_config('app.tenant', $1, TRUE)`, [tenantId]);
    return (await client.query<Row>(sql)).rows;
  } finally {
    await client.end();
  }
}

async function tablesOpenToTenants(rights = 'SELECT, INSERT, UPDATE, DELETE'): Promise<string[]> {
  const rows = await asTenant<{ name: string }>(
    undefined,
    `SELECT relname AS name FROM pg_class WHERE relnamespace = 'public'::regnamespace AND relkind IN ('r', 'p', 'v')
     AND has_table_privilege('slipstream_tenant', oid, '${rights}') ORDER BY relname`,
  );
  return rows.map(({ name }) => name);
}

/** What every tenant may see: the models of the platform. */
const shared = ['models'];

describe('row-level security alone', () => {
  it('shows a tenant its own rows of every table and none of another’s, though no query names a tenant', async () => {
    const tables = await tablesOpenToTenants('SELECT');
    expect(tables).toEqual(expect.arrayContaining(['api_keys', 'endpoints', 'replicas', 'tenants']));
    for (const table of tables.filter((name) => !shared.includes(name))) {
      const rows = await asTenant(own.tenantId, `SELECT to_jsonb("${table}") AS row FROM "${table}"`);
      const text = JSON.stringify(rows);
      expect([table, rows.length]).toEqual([table, 1]);
      expect([table, other.ids.filter((id) => text.includes(id))]).toEqual([table, []]);
    }
  });

  it('shows nothing while no tenant is set, or one that does not exist', async () => {
    for (const table of (await tablesOpenToTenants('SELECT')).filter((name) => !shared.includes(name))) {
      expect([table, await asTenant(undefined, `SELECT 1 FROM "${table}"`)]).toEqual([table, []]);
      expect([table, await asTenant(newId('tenant'), `SELECT 1 FROM "${table}"`)]).toEqual([table, []]);
    }
  });

  it('is forced on every table that is open to tenants', async () => {
    const rows = await asTenant<{ name: string }>(
      undefined,
      `SELECT relname AS name FROM pg_class WHERE relnamespace = 'public'::regnamespace AND relforcerowsecurity`,
    );
    const forced = rows.map(({ name }) => name);
    expect((await tablesOpenToTenants()).filter((name) => !forced.includes(name))).toEqual(shared);
  });

  it('holds where the service passes another tenant’s ids on unchecked', async () => {
    await tenants.within(own.tenantId, async ({ endpoints, apiKeys, replicas, revisions, routes, audit }) => {
      const { tenantId, endpointId, keyId } = other;
      expect(await endpoints.find(tenantId, endpointId)).toBeUndefined();
      expect(await endpoints.findForReconciling(endpointId)).toBeUndefined();
      expect(await apiKeys.find(tenantId, keyId)).toBeUndefined();
      await apiKeys.revoke(tenantId, keyId, new Date());
      await expect(endpoints.desire(tenantId, endpointId, 'deleted')).rejects.toMatchObject({
        code: 'ENDPOINT_NOT_FOUND',
      });
      expect(await replicas.listOfEndpoint(endpointId, 10)).toEqual([]);
      expect(await revisions.list(endpointId, 10)).toEqual([]);
      expect(await routes.list(tenantId)).toEqual([]);
      expect(await audit.list('all', { limit: 10 })).toHaveLength(1);
    });
    expect((await platform.apiKeys.find(other.tenantId, other.keyId))?.revokedAt).toBeNull();
    expect((await platform.endpoints.find(other.tenantId, other.endpointId))?.desiredState).toBe('running');
  });

  it('lets a tenant neither write rows for another nor give its own away', async () => {
    const refused = { code: '42501' };
    await expect(
      asTenant(own.tenantId, `UPDATE endpoints SET tenant_id = '${String(other.tenantId)}'`),
    ).rejects.toMatchObject(refused);
    await expect(
      asTenant(
        own.tenantId,
        `INSERT INTO endpoint_revisions (endpoint_id, number, model_id, state)
         VALUES ('${String(other.endpointId)}', 9, 'mdl', 'pending')`,
      ),
    ).rejects.toMatchObject(refused);
    for (const sql of [
      'DELETE FROM endpoints',
      'UPDATE models SET name = name',
      'UPDATE tenants SET name = name',
    ]) {
      await expect(asTenant(own.tenantId, sql)).rejects.toMatchObject(refused);
    }
  });

  it('forgets the tenant with the transaction, though the connection goes on', async () => {
    await tenants.within(own.tenantId, async () => undefined);
    const seen = await tenants.within(other.tenantId, async ({ endpoints }) => [
      await endpoints.findForReconciling(own.endpointId),
      await endpoints.findForReconciling(other.endpointId),
    ]);
    expect(seen.map((endpoint) => endpoint?.id)).toEqual([undefined, other.endpointId]);
  });

  it('rolls back all that a failing unit of work did', async () => {
    const work = tenants.within(own.tenantId, async ({ endpoints }) => {
      await endpoints.desire(own.tenantId, own.endpointId, 'stopped');
      throw new Error('too late');
    });
    await expect(work).rejects.toThrow('too late');
    expect((await platform.endpoints.find(own.tenantId, own.endpointId))?.desiredState).toBe('running');
  });
});

describe('the user that services log in as', () => {
  it('owns nothing, bypasses nothing, and sees no table before it has taken a role', async () => {
    const client = new pg.Client({ connectionString: serviceUrl });
    await client.connect();
    const { rows } = await client.query(
      'SELECT rolsuper, rolbypassrls, rolcreaterole, rolinherit FROM pg_roles WHERE rolname = current_user',
    );
    expect(rows).toEqual([{ rolsuper: false, rolbypassrls: false, rolcreaterole: false, rolinherit: false }]);
    await expect(client.query('SELECT 1 FROM endpoints')).rejects.toMatchObject({ code: '42501' });
    await expect(client.query('SET ROLE slipstream')).rejects.toMatchObject({ code: '42501' });
    await client.end();
  });

  it('gets a new password at the next start', async () => {
    const renewed = databaseUrlFor(serviceUrl, { username: 'service of the test', password: 'another' });
    await ensureServiceRole({ ownerUrl: server.url, serviceUrl: renewed });
    const reopened = openDatabase(renewed);
    await expect(reopened.ping()).resolves.toBeUndefined();
    await reopened.close();
    await ensureServiceRole({ ownerUrl: server.url, serviceUrl });
  });

  it('can be made, and bound, by an owner that is no superuser', async () => {
    const managed = await startTestDatabase();
    const superuser = new pg.Client({ connectionString: managed.url });
    await superuser.connect();
    await superuser.query(`CREATE ROLE customer LOGIN CREATEROLE PASSWORD 'customer'`);
    await superuser.query('CREATE DATABASE slipstream OWNER customer');
    await superuser.end();
    const url = new URL(databaseUrlFor(managed.url, { username: 'customer', password: 'customer' }));
    url.pathname = '/slipstream';
    const ownerUrl = url.href;
    await applyMigrations({ databaseUrl: ownerUrl, migrationsFolder });
    const serviceUrl = databaseUrlFor(ownerUrl, { username: 'service', password: 'service' });
    await ensureServiceRole({ ownerUrl, serviceUrl });
    for (const databaseUrl of [ownerUrl, serviceUrl]) {
      const [all, one] = [openDatabase(databaseUrl), openTenantDatabase(databaseUrl)];
      const id = newId('tenant');
      await all.tenants.create({ id, name: `tenant-${String(id)}` });
      expect(await one.within(id, ({ tenants }) => tenants.list({ limit: 10 }))).toHaveLength(1);
      await Promise.all([all.close(), one.close()]);
    }
    await managed.stop();
  }, 60_000);
});
