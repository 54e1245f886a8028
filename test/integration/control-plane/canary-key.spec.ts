import pg from 'pg';

import { GatewayProcess } from '../gateway/support/gateway-process.js';
import { AdminHarness, type TestTenant } from './support/admin-harness.js';

let admin: AdminHarness;
let gateway: GatewayProcess;
let tenant: TestTenant;
/** The secret that must be found nowhere. */
let canary: string;
/** Other secrets that are shown once, by what they are. */
const shownOnce = new Map<string, string>();
const answers: string[] = [];
let metrics = '';

beforeAll(async () => {
  admin = await AdminHarness.start({ logLevel: 'trace' });
  tenant = await admin.createTenant('acme');
  const body = { name: 'canary', scopes: ['admin'] };
  const headers = { 'idempotency-key': 'canary' };
  const keys = `/tenants/${tenant.id}/keys`;
  canary = (await admin.send<{ secret: string }>('POST', keys, { body, headers })).body.secret;
  const repeated = await admin.send<{ secret: string }>('POST', keys, { body, headers });
  expect(repeated.body.secret).toBe(canary);
  await showOnce();

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
  await attempt('POST', `/tenants/${tenant.id}/webhooks`, {
    body: { url: `https://example.com/${canary}`, eventTypes: ['budget.threshold_reached'] },
  });
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
  await askGateway();
  metrics += await (await fetch(`${admin.controlPlane.origin}/metrics`)).text();
}, 60_000);
afterAll(async () => {
  await gateway.stop();
  await admin.close();
}, 60_000);

/** Makes one of everything else that is secret. */
async function showOnce(): Promise<void> {
  const of = `/tenants/${tenant.id}`;
  const { controlPlane } = admin;
  const invitation = { email: 'canary@example.com', role: 'viewer' };
  const { token } = await controlPlane.post<{ token: string }>(`${of}/invitations`, invitation);
  const hook = { url: 'https://example.com', eventTypes: ['budget.threshold_reached'] };
  const { secret } = await controlPlane.post<{ secret: string }>(`${of}/webhooks`, hook);
  const person = { token, name: 'Ada', password: 'canary horse battery' };
  const accepted = await admin.send('POST', '/invitations/accept', { key: '', body: person });
  const session = /=([^;]+)/.exec(accepted.headers.get('set-cookie')!)![1]!;
  for (const [what, text] of Object.entries({ token, secret, session, password: person.password })) {
    shownOnce.set(what, text);
  }
}

async function askGateway(): Promise<void> {
  gateway = GatewayProcess.spawn({
    DATABASE_URL: admin.database.url,
    CONTROL_PLANE_URL: admin.controlPlane.origin,
    LOG_LEVEL: 'trace',
  });
  const origin = await gateway.listening();
  const ask = async (path: string, key: string, model?: string): Promise<void> => {
    const response = await fetch(`${origin}${path}`, {
      headers: {
        authorization: `Bearer ${key}`,
        'content-type': 'application/json',
        'x-request-id': canary,
        prefer: 'wait=0',
      },
      ...(model === undefined
        ? {}
        : { method: 'POST', body: JSON.stringify({ model, messages: [{ role: 'user', content: canary }] }) }),
    });
    answers.push(await response.text(), JSON.stringify([...response.headers]));
  };
  await ask('/v1/models', canary);
  await ask(`/v1/models/${canary}`, canary);
  await ask(`/v1/${canary}`, `${canary}x`);
  await ask(`/api/v1/tenants/${tenant.id}/keys`, canary);
  await ask('/v1/chat/completions', canary, canary);
  // It is never ready, and the request is told so at once.
  await ask('/v1/chat/completions', canary, 'chat');
  metrics += await (await fetch(`${origin}/metrics`)).text();
}

it('does not come back in any error, answer or header', () => {
  expect(answers.filter((text) => text.includes(canary))).toEqual([]);
});

it('stands in no log, however much is logged, and in no metric', () => {
  for (const log of [admin.controlPlane.logged, gateway.log, metrics]) {
    expect(log.length).toBeGreaterThan(0);
    expect(log).not.toContain(canary);
  }
  for (const [what, text] of shownOnce) {
    expect([what, admin.controlPlane.logged.includes(text)]).toEqual([what, false]);
  }
});

it('stands in no column of any table, the audit log, responses and queues included, and neither does any secret', async () => {
  const sql = new pg.Client({ connectionString: admin.database.url });
  await sql.connect();
  const { rows: tables } = await sql.query<{ name: string }>(
    `SELECT format('%I.%I', nspname, relname) AS name FROM pg_class JOIN pg_namespace n ON n.oid = relnamespace
     WHERE relkind IN ('r', 'p', 'm') AND nspname <> 'information_schema' AND nspname NOT LIKE 'pg\\_%'`,
  );
  const secrets = new Map([...shownOnce, ['key', canary]]);
  for (const { name } of tables) {
    const { rows } = await sql.query<{ text: string }>(`SELECT to_jsonb(t)::text AS text FROM ${name} AS t`);
    const dump = rows.map(({ text }) => text).join('\n');
    for (const [what, text] of secrets) {
      // Bytes come out in hexadecimal.
      const hex = Buffer.from(text).toString('hex');
      expect([name, what, dump.includes(text), dump.includes(hex)]).toEqual([name, what, false, false]);
    }
  }
  expect(tables.map(({ name }) => name)).toEqual(
    expect.arrayContaining([
      'public.api_keys',
      'public.audit_events',
      'public.idempotent_responses',
      'public.webhooks',
    ]),
  );
  await sql.end();
});
