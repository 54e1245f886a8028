import pg from 'pg';

export const tenantCount = 100;
export const endpointCount = 10_000;
export const usageCount = 1_000_000;
/** Of the endpoints, the audit log and the requests, the first tenant has every second one. */
const shareOfLargest = 2;
/** Requests go to few of a tenant's endpoints, each asked with a key of its own; a tenant's others are quiet. */
const busyEndpointCount = 50;
const days = 90;

/** SQL for an id of the form that our own have, in the order of its number. */
const id = (prefix: string, number: string): string => `'${prefix}_' || lpad((${number})::text, 26, '0')`;

const ownerOf = (number: string): string =>
  id('ten', `CASE WHEN ${number} % ${shareOfLargest} = 0 THEN 1 ELSE 2 + ${number} % ${tenantCount - 1} END`);

export const largestTenantId = `ten_${'1'.padStart(26, '0')}`;
export const busyEndpointId = `ep_${'2'.padStart(26, '0')}`;

/** In the order in which the ledger's triggers would have written them. */
const sumsBy = (unit: string, table: string, time: string, requests: string): string => `
  SELECT tenant_id, date_trunc('${unit}', ${time}, 'UTC'), endpoint_id, api_key_id, ${requests}, sum(prompt_tokens),
    sum(cached_tokens), sum(completion_tokens), sum(drafted_tokens), sum(accepted_tokens)
  FROM ${table} GROUP BY 1, 2, 3, 4 ORDER BY 2`;

/** Fills a migrated database: tenants of unlike sizes, three months of usage, all in SQL. */
export async function fillTables(url: string): Promise<void> {
  const sql = new pg.Client({ connectionString: url });
  await sql.connect();
  // Endpoints come last and are stopped, so that the reconciler has little to do. The ledger's own triggers would take
  // another half a minute for the sums; that they add up is another test's to say.
  const statements = [
    `SET session_replication_role = replica`,
    `INSERT INTO tenants (id, name)
      SELECT ${id('ten', 'n')}, 'tenant-' || n FROM generate_series(1, ${tenantCount}) n`,
    `INSERT INTO usage_records
      SELECT ${id('req', 'n')}, ${ownerOf('busy')}, ${id('key', 'busy')}, ${id('ep', 'busy')},
        now() - (${usageCount} - n) * interval '${days} days' / ${usageCount}, 'completed', 100, 50, 200, 80, 60
      FROM generate_series(1, ${usageCount}) n, LATERAL (SELECT n::bigint * 7919 % ${2 * busyEndpointCount} AS busy) AS drawn`,
    `INSERT INTO usage_hours ${sumsBy('hour', 'usage_records', 'started_at', 'count(*)')}`,
    `INSERT INTO usage_days ${sumsBy('day', 'usage_hours', 'hour', 'sum(requests)')}`,
    ...['hour', 'day'].map(
      (unit) => `INSERT INTO usage_tenant_${unit}s
        SELECT tenant_id, ${unit}, sum(requests), sum(prompt_tokens), sum(cached_tokens), sum(completion_tokens),
          sum(drafted_tokens), sum(accepted_tokens)
        FROM usage_${unit}s GROUP BY 1, 2 ORDER BY 2`,
    ),
    `INSERT INTO models (id, name, source, profile, state) VALUES (${id('mdl', '1')}, 'm', '{}', 'fp32', 'failed')`,
    `INSERT INTO endpoints (
      id, tenant_id, name, model_id, replica_count, min_replicas, max_replicas, desired_state, state, observed_generation
    )
      SELECT ${id('ep', 'n')}, ${ownerOf('n')}, 'endpoint-' || n, ${id('mdl', '1')}, 1, 1, 1, 'stopped', 'stopped', 1
      FROM generate_series(1, ${endpointCount}) n`,
    `INSERT INTO endpoint_revisions (endpoint_id, number, model_id, state)
      SELECT id, 1, model_id, 'active' FROM endpoints`,
    `INSERT INTO replicas (id, endpoint_id, state, stopped_at)
      SELECT ${id('rep', 'n')}, ${id('ep', 'n')}, 'stopped', now() FROM generate_series(1, ${endpointCount}) n`,
    `INSERT INTO api_keys (id, tenant_id, name, scopes, hash, display_prefix, last_four)
      SELECT ${id('key', 'n')}, ${ownerOf('n')}, 'k', '{inference}', encode(sha256(n::text::bytea), 'hex'), 'sk', '0000'
      FROM generate_series(1, ${endpointCount}) n`,
    `INSERT INTO audit_events (id, tenant_id, actor_kind, actor_id, action, resource_id, request_id, ip_address)
      SELECT ${id('aud', 'n')}, ${ownerOf('n')}, 'apiKey', 'key', 'endpoint.stop', 'ep', 'req', '127.0.0.1'
      FROM generate_series(1, 100000) n`,
    `ANALYZE`,
  ];
  for (const statement of statements) await sql.query(statement);
  await sql.end();
}

/** Waits until nobody else is connected: what a connection has read it reports when it closes at the latest. */
export async function untilAlone(url: string): Promise<void> {
  const sql = new pg.Client({ connectionString: url });
  await sql.connect();
  let others: number | null;
  do {
    ({ rowCount: others } = await sql.query(
      `SELECT 1 FROM pg_stat_activity WHERE backend_type = 'client backend' AND pid <> pg_backend_pid()`,
    ));
  } while (others !== 0);
  await sql.end();
}

/** How often each table that grows with its tenants has been read from end to end. */
export async function countSequentialScans(url: string): Promise<ReadonlyMap<string, number>> {
  const sql = new pg.Client({ connectionString: url });
  await sql.connect();
  const { rows } = await sql.query<{ table: string; count: number }>(
    `SELECT relname AS "table", seq_scan::int AS "count" FROM pg_stat_user_tables WHERE n_live_tup >= 5000`,
  );
  await sql.end();
  return new Map(rows.map(({ table, count }) => [table, count]));
}
