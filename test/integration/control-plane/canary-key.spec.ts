import pg from 'pg';

import { AdminHarness, type TestTenant } from './support/admin-harness.js';

let admin: AdminHarness;
let tenant: TestTenant;
/** The secret that must be found nowhere. */
let canary: string;
const answers: string[] = [];

beforeAll(async () => {
  admin = await AdminHarness.start({ logLevel: 'trace' });
  tenant = await admin.createTenant('acme');
  const body = { name: 'canary', scopes: ['admin'] };
  const headers = { 'idempotency-key': 'canary' };
  const keys = `/tenants/${tenant.id}/keys`;
  canary = (await admin.send<{ secret: string }>('POST', keys, { body, headers })).body.secret;
  const repeated = await admin.send<{ secret: string }>('POST', keys, { body, headers });
  expect(repeated.body.secret).toBe(canary);

  const attempt = async (...sent: Parameters<AdminHarness['send']>): Promise<void> => {
    const answer = await admin.send(...sent);
    answers.push(answer.text, JSON.stringify([...answer.headers]));
  };
  // Everywhere a caller could put it, rightly or by mistake.
  await attempt('GET', keys, { key: canary });
  await attempt('POST', keys, { key: canary, body: { name: canary, scopes: ['inference'] } });
  await attempt('POST', keys, { key: canary, body: { name: 'x', scopes: [canary] } });
  await attempt('POST', keys, { key: canary, body: { name: 'x', [canary]: 1 } });
  await attempt('POST', keys, { key: canary, body: `{"name": "${canary}"` });
  await attempt('POST', '/tenants', { body: { name: canary } });
  await attempt('GET', `/tenants/${canary}/keys`);
  await attempt('GET', `${keys}?cursor=${canary}`);
  await attempt('GET', `${keys}?${canary}=1`);
  await attempt('GET', `/${canary}`);
  await attempt('GET', keys, { key: `${canary}x` });
  await attempt('GET', keys, { headers: { 'x-request-id': canary } });
  await attempt('POST', keys, {
    key: canary,
    body: { name: 'x', scopes: ['inference'] },
    headers: { 'idempotency-key': canary, 'x-request-id': canary, 'x-forwarded-for': '203.0.113.9' },
  });
}, 60_000);
afterAll(() => admin.close(), 60_000);

it('does not come back in any error, answer or header', () => {
  expect(answers.filter((text) => text.includes(canary))).toEqual([]);
});

it('stands in no log, however much is logged', () => {
  expect(admin.controlPlane.logged).not.toContain(canary);
});

it('stands in no column of any table, the audit log and the repeatable responses included', async () => {
  const sql = new pg.Client({ connectionString: admin.database.url });
  await sql.connect();
  const { rows: tables } = await sql.query<{ name: string }>(
    `SELECT relname AS name FROM pg_class WHERE relnamespace = 'public'::regnamespace AND relkind = 'r'`,
  );
  const hex = Buffer.from(canary).toString('hex');
  for (const { name } of tables) {
    const { rows } = await sql.query<{ text: string }>(
      `SELECT to_jsonb("${name}")::text AS text FROM "${name}"`,
    );
    const dump = rows.map(({ text }) => text).join('\n');
    expect([name, dump.includes(canary), dump.includes(hex)]).toEqual([name, false, false]);
  }
  expect(tables.map(({ name }) => name)).toEqual(
    expect.arrayContaining(['api_keys', 'audit_events', 'idempotent_responses']),
  );
  await sql.end();
});
