import { openTenantDatabase, type TenantDatabase } from '@slipstream/persistence';
import type { TenantId } from '@slipstream/domain';
import pg from 'pg';

import { startMigratedDatabase, type TestDatabase } from '../support/postgres.js';

const tenantCount = 100;
const endpointCount = 10_000;
const eventCount = 100_000;

let server: TestDatabase;
let tenants: TenantDatabase;
let owner: pg.Client;

/** Ids of the form that our own have, in the order of their numbers. */
const id = (prefix: string, number: string): string => `'${prefix}_' || lpad((${number})::text, 26, '0')`;
const tenantId = `ten_${'7'.padStart(26, '0')}` as unknown as TenantId;

beforeAll(async () => {
  server = await startMigratedDatabase();
  tenants = openTenantDatabase(server.url);
  owner = new pg.Client({ connectionString: server.url });
  await owner.connect();
  const tenantOf = id('ten', `n % ${tenantCount}`);
  await owner.query(`
    INSERT INTO tenants (id, name) SELECT ${id('ten', 'n')}, 'tenant-' || n FROM generate_series(0, ${tenantCount - 1}) n;
    INSERT INTO models (id, name, source, profile, state) VALUES ('mdl_1', 'm', '{}', 'fp32', 'pending');
    INSERT INTO endpoints (id, tenant_id, name, model_id, replica_count, min_replicas, max_replicas, desired_state, state)
      SELECT ${id('ep', 'n')}, ${tenantOf}, 'endpoint-' || n, 'mdl_1', 1, 1, 1, 'running', 'ready'
      FROM generate_series(1, ${endpointCount}) n;
    INSERT INTO replicas (id, endpoint_id, state) SELECT ${id('rep', 'n')}, ${id('ep', 'n')}, 'starting'
      FROM generate_series(1, ${endpointCount}) n;
    INSERT INTO api_keys (id, tenant_id, name, hash, display_prefix, last_four)
      SELECT ${id('key', 'n')}, ${tenantOf}, 'k', encode(sha256(n::text::bytea), 'hex'), 'sk', '0000'
      FROM generate_series(1, ${endpointCount}) n;
    INSERT INTO audit_events (id, tenant_id, actor_kind, actor_id, action, resource_id, request_id, ip_address)
      SELECT ${id('aud', 'n')}, ${tenantOf}, 'apiKey', 'key', 'endpoint.stop', 'ep', 'req', '127.0.0.1'
      FROM generate_series(1, ${eventCount}) n;
    ANALYZE;
  `);
}, 120_000);

afterAll(async () => {
  await owner.end();
  await tenants.close();
  await server.stop();
});

const queries: readonly [string, string][] = [
  ['a page of endpoints', `SELECT * FROM endpoints WHERE tenant_id = $1 AND id > 'ep_' ORDER BY id LIMIT 51`],
  ['a page of keys', `SELECT * FROM api_keys WHERE tenant_id = $1 AND id > 'key_' ORDER BY id LIMIT 51`],
  [
    'a page of the audit log',
    `SELECT * FROM audit_events WHERE tenant_id = $1 AND id < 'aud_9' ORDER BY id DESC LIMIT 51`,
  ],
  ['an endpoint by its name', `SELECT * FROM endpoints WHERE tenant_id = $1 AND name = 'endpoint-7' LIMIT 1`],
  ['the replicas of an endpoint', `SELECT * FROM replicas WHERE endpoint_id = ${id('ep', '7')} AND $1 <> ''`],
  ['a key by its hash', `SELECT * FROM api_keys WHERE hash = encode(sha256('7'), 'hex') AND $1 <> ''`],
];

it.each(queries)('finds %s by an index, row-level security included', async (_, sql) => {
  await owner.query('BEGIN');
  await owner.query(
    `SELECT set_config('role', 'slipstream_tenant', TRUE), set_config('app.tenant', $1, TRUE)`,
    [tenantId],
  );
  const { rows } = await owner.query<{ 'QUERY PLAN': string }>(`EXPLAIN ${sql}`, [tenantId]);
  await owner.query('ROLLBACK');
  const plan = rows.map((row) => row['QUERY PLAN']).join('\n');
  expect(plan).toMatch(/Index/);
  expect(plan).not.toMatch(/Seq Scan/);
});

it('gives every endpoint of a tenant among 10,000, page by page', async () => {
  const seen = new Set<string>();
  let after: string | undefined;
  do {
    const page = await tenants.within(tenantId, ({ endpoints }) =>
      endpoints.list(tenantId, { limit: 50, after: after as never }),
    );
    page.forEach((endpoint) => seen.add(String(endpoint.id)));
    after = page.length < 50 ? undefined : String(page.at(-1)!.id);
  } while (after !== undefined);
  expect(seen.size).toBe(endpointCount / tenantCount);
});
