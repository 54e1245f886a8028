import { AdminHarness } from './support/admin-harness.js';
import {
  busyEndpointId,
  countSequentialScans,
  fillTables,
  largestTenantId,
  untilAlone,
} from './support/large-tables.js';

const requestsPerPage = 40;
/** The bar is 50 ms. The bound allows for a machine that others use too; `BAR_TOLERANCE=1` asks for the bar itself. */
const p95MsMax = 50 * Number(process.env['BAR_TOLERANCE'] ?? 10);

let admin: AdminHarness;
beforeAll(async () => {
  admin = await AdminHarness.start();
  await fillTables(admin.database.url);
}, 180_000);
afterAll(() => admin.close(), 60_000);

const tenant = `/tenants/${largestTenantId}`;
const week = `from=${new Date(Date.now() - 7 * 86_400_000).toISOString()}`;
/** A place that only a client who follows the cursors gets to. */
const middle = 'cursor=00000000000000000000005000';

const pages: readonly [name: string, path: string][] = [
  ['tenants', '/tenants'],
  ['endpoints', `${tenant}/endpoints`],
  ['endpoints, further on', `${tenant}/endpoints?${middle}`],
  ['endpoints, 200 a page', `${tenant}/endpoints?limit=200`],
  ['replicas', `${tenant}/endpoints/${busyEndpointId}/replicas`],
  ['keys', `${tenant}/keys?${middle}`],
  ['audit events', `${tenant}/audit-events`],
  ['audit events of all', `/audit-events?${middle}`],
  ['requests', `${tenant}/usage/requests`],
  ['usage of 30 days by day', `${tenant}/usage`],
  ['usage of 30 days by endpoint', `${tenant}/usage?bucket=total&groupBy=endpoint`],
  ['usage of 30 days by day and endpoint', `${tenant}/usage?groupBy=endpoint`],
  ['usage of 30 days of one endpoint by hour', `${tenant}/usage?bucket=hour&endpointId=${busyEndpointId}`],
  ['usage of 7 days by hour', `${tenant}/usage?bucket=hour&${week}`],
  ['usage of 30 days by hour', `${tenant}/usage?bucket=hour`],
];

async function measure(path: string): Promise<number[]> {
  const times: number[] = [];
  const { origin, key } = admin.controlPlane;
  for (let count = 0; count < requestsPerPage; count += 1) {
    const start = performance.now();
    const response = await fetch(`${origin}/api/v1${path}`, { headers: { authorization: `Bearer ${key}` } });
    await response.text();
    times.push(performance.now() - start);
    expect(response.status).toBe(200);
  }
  return times.sort((one, other) => one - other);
}

const at = (times: readonly number[], share: number): number => times[Math.ceil(share * times.length) - 1]!;

it('answers pages of 10,000 endpoints and a million requests in time, and reads no table from end to end', async () => {
  const before = await countSequentialScans(admin.database.url);
  const report: string[] = [];
  const slow: string[] = [];
  for (const [name, path] of pages) {
    const times = await measure(path);
    const [p50, p95] = [at(times, 0.5), at(times, 0.95)];
    report.push(`${name.padEnd(42)} ${p50.toFixed(1).padStart(7)} ${p95.toFixed(1).padStart(7)}`);
    if (p95 > p95MsMax) slow.push(name);
  }
  console.info(`${'page'.padEnd(42)}  p50 ms  p95 ms\n${report.join('\n')}`);
  expect(slow).toEqual([]);

  await admin.controlPlane.kill();
  await untilAlone(admin.database.url);
  const after = await countSequentialScans(admin.database.url);
  // What runs beside requests may look through a table now and then, a page may not.
  const scanned = [...after].filter(([table, count]) => count - (before.get(table) ?? 0) >= requestsPerPage);
  expect(scanned).toEqual([]);
  expect([...after.keys()]).toEqual(
    expect.arrayContaining([
      'endpoints',
      'api_keys',
      'audit_events',
      'usage_records',
      'usage_hours',
      'usage_days',
      'usage_tenant_hours',
    ]),
  );
}, 120_000);
