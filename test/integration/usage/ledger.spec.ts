import { joinUsage, type UsageReport } from '@slipstream/contract';
import type { TenantId } from '@slipstream/domain';
import { type Database, newId, openDatabase, type UsageSelection } from '@slipstream/persistence';
import { SeededRandom } from '@slipstream/testing';
import pg from 'pg';

import { startMigratedDatabase, type TestDatabase } from '../support/postgres.js';

let server: TestDatabase;
let database: Database;
let sql: pg.Client;
beforeAll(async () => {
  server = await startMigratedDatabase();
  database = openDatabase(server.url);
  sql = new pg.Client({ connectionString: server.url });
  await sql.connect();
}, 60_000);
afterAll(async () => {
  await sql.end();
  await database.close();
  await server.stop();
});

const random = new SeededRandom(1);
const hourMs = 3_600_000;
const firstMs = Date.parse('2026-03-01T00:00:00Z');

function reportOf(tenantId: TenantId, requestId = String(newId('request'))): UsageReport {
  return {
    requestId,
    account: {
      tenantId: String(tenantId),
      apiKeyId: random.pick(['key_1', 'key_2']),
      endpointId: random.pick(['ep_1', 'ep_2', 'ep_3']),
      startedAt: new Date(firstMs + random.below(60 * 24) * (hourMs / 24)).toISOString(),
    },
    outcome: 'running',
    promptTokens: random.below(20),
    cachedTokens: random.below(10),
    completionTokens: random.below(100),
    draftedTokens: random.below(50),
    acceptedTokens: random.below(50),
  };
}

/** Another report of the same request, of an attempt that got less or more far. */
function again(report: UsageReport): UsageReport {
  return {
    ...reportOf('unused' as unknown as TenantId, report.requestId),
    account: report.account,
    outcome: random.pick(['running', 'interrupted', 'aborted', 'failed', 'completed'] as const),
  };
}

const everything: UsageSelection = {
  from: new Date(firstMs),
  to: new Date(firstMs + 90 * 24 * hourMs),
  bucket: 'total',
  groupBy: [],
};
const figuresOf = (report: UsageReport) => [
  report.promptTokens,
  report.cachedTokens,
  report.completionTokens,
  report.draftedTokens,
  report.acceptedTokens,
];

it('keeps one row a request, the same whatever the order and repetition of reports, and hours that add up to it', async () => {
  const tenantId = newId('tenant');
  const first = Array.from({ length: 300 }, () => reportOf(tenantId));
  const reports = [...first, ...first.map(again), ...first.map(again)];
  const shuffled = [...reports, ...reports.slice(0, 400)].sort(() => random.next() - 0.5);
  for (let start = 0; start < shuffled.length; start += 50) {
    const batch = new Map(shuffled.slice(start, start + 50).map((report) => [report.requestId, report]));
    const rest = shuffled.slice(start, start + 50).filter((report) => batch.get(report.requestId) !== report);
    await Promise.all([database.usage.record([...batch.values()]), database.usage.record([])]);
    for (const report of rest) await database.usage.record([report]);
  }

  const expected = new Map<string, UsageReport>();
  for (const report of reports) {
    const known = expected.get(report.requestId);
    expected.set(report.requestId, known === undefined ? report : joinUsage(known, report));
  }
  const entries = [];
  for (let page = await database.usage.list(tenantId, { limit: 100 }); page.length > 0;) {
    entries.push(...page);
    page = await database.usage.list(tenantId, { limit: 100, after: page.at(-1)! });
  }
  expect(entries).toHaveLength(300);
  for (const entry of entries) {
    const { account, ...figures } = expected.get(entry.requestId)!;
    expect(entry).toMatchObject({
      ...figures,
      apiKeyId: account.apiKeyId,
      startedAt: new Date(account.startedAt),
    });
  }
  const totals = [...expected.values()]
    .map(figuresOf)
    .reduce((sums, figures) => sums.map((sum, index) => sum + figures[index]!));
  // A tenant's own sums are kept apart from those of its endpoints and keys.
  const selections = (['hour', 'day', 'total'] as const).flatMap((bucket) => [
    { ...everything, bucket, groupBy: [] },
    { ...everything, bucket, groupBy: ['endpoint', 'key'] as const },
  ]);
  for (const selection of selections) {
    const sums = await database.usageSums.select(tenantId, selection);
    const added = sums.map((sum) => figuresOf(sum as unknown as UsageReport));
    expect(added.reduce((all, figures) => all.map((sum, index) => sum + figures[index]!))).toEqual(totals);
    expect(sums.reduce((all, { requests }) => all + requests, 0)).toBe(300);
  }
});

it('loses nothing when several collectors report the same requests at once', async () => {
  const tenantId = newId('tenant');
  const first = Array.from({ length: 100 }, () => reportOf(tenantId));
  const attempts = [first, first.map(again), first.map(again), first.map(again)];
  await Promise.all(attempts.map((reports) => database.usage.record(reports)));
  const expected = first.map((_, index) => attempts.map((reports) => reports[index]!).reduce(joinUsage));
  const [sum] = await database.usageSums.select(tenantId, everything);
  expect(sum!.completionTokens).toBe(
    expected.reduce((all, { completionTokens }) => all + completionTokens, 0),
  );
  expect(sum!.requests).toBe(100);
});

it('only grows: rows are neither removed nor lowered nor given to another tenant', async () => {
  const tenantId = newId('tenant');
  const report = { ...reportOf(tenantId), completionTokens: 5 };
  await database.usage.record([report]);
  for (const statement of [
    'DELETE FROM usage_records',
    'TRUNCATE usage_records',
    'UPDATE usage_records SET completion_tokens = completion_tokens - 1 WHERE completion_tokens > 0',
    `UPDATE usage_records SET tenant_id = 'ten_other'`,
    `UPDATE usage_records SET outcome = 'running' WHERE outcome > 'running'`,
  ]) {
    await expect(sql.query(statement)).rejects.toMatchObject({ code: '23001' });
  }
});

it('counts for a key what was used of those that it took over from', async () => {
  const tenantId = newId('tenant');
  await database.tenants.create({ id: tenantId, name: 'rotating' });
  const line = [newId('apiKey'), newId('apiKey'), newId('apiKey')];
  for (const [index, id] of line.entries()) {
    await database.apiKeys.create({
      id,
      tenantId,
      name: 'ci',
      hash: `${index}`.repeat(64),
      displayPrefix: 'sk_slip_0000',
      lastFour: '0000',
      scopes: ['inference'],
      endpointIds: null,
      expiresAt: null,
      rotatedFrom: line[index - 1] ?? null,
    });
    const { account, ...report } = reportOf(tenantId);
    const figures = { ...report, promptTokens: 0, completionTokens: 10 ** index };
    await database.usage.record([{ ...figures, account: { ...account, apiKeyId: String(id) } }]);
  }
  const used = line.map((apiKeyId) =>
    database.usageSums.tokensSince({ tenantId, apiKeyId }, new Date(firstMs)),
  );
  expect(await Promise.all(used)).toEqual([1, 11, 111]);
});

it('is answered from its indexes', async () => {
  const tenantId = String(newId('tenant'));
  await sql.query(
    `INSERT INTO usage_records SELECT 'req_' || $1 || n, $1, 'key_' || n % 5, 'ep_' || n % 3,
       timestamptz '2026-03-01' + n * interval '1 minute', 'completed', 10, 0, 20, 0, 0
     FROM generate_series(1, 30000) AS n`,
    [tenantId],
  );
  await sql.query('ANALYZE usage_records, usage_hours, usage_tenant_hours');
  const plans = await Promise.all(
    [
      `SELECT * FROM usage_records WHERE tenant_id = '${tenantId}'
         AND (started_at, request_id) < ('2026-03-10', '') ORDER BY started_at DESC, request_id DESC LIMIT 50`,
      `SELECT sum(completion_tokens) FROM usage_hours WHERE tenant_id = '${tenantId}'
         AND hour >= '2026-03-03' AND hour < '2026-03-04'`,
      `SELECT sum(completion_tokens) FROM usage_hours WHERE tenant_id = '${tenantId}' AND endpoint_id = 'ep_1'
         AND hour >= '2026-03-03' AND hour < '2026-03-04'`,
      `SELECT sum(completion_tokens) FROM usage_tenant_hours WHERE tenant_id = '${tenantId}'
         AND hour >= '2026-03-03' AND hour < '2026-03-04'`,
    ].map((query) => sql.query<{ 'QUERY PLAN': string }>(`EXPLAIN ${query}`)),
  );
  for (const { rows } of plans) {
    const plan = rows.map((row) => row['QUERY PLAN']).join('\n');
    expect(plan).toContain('Index');
    expect(plan).not.toContain('Seq Scan');
  }
}, 30_000);
