import { AdminHarness } from './support/admin-harness.js';

let admin: AdminHarness;
beforeAll(async () => {
  admin = await AdminHarness.start();
}, 60_000);
afterAll(() => admin.close(), 60_000);

const tenantId = `ten_${'0'.repeat(26)}`;
const get = (path: string, headers: Record<string, string> = {}): Promise<Response> =>
  fetch(`${admin.controlPlane.origin}${path}`, { headers });

it('says how it is, to anybody', async () => {
  for (const path of ['/health', '/health/live', '/health/ready']) {
    const answer = await get(path);
    expect([path, answer.status, await answer.json()]).toEqual([path, 200, { status: 'ok' }]);
  }
});

it('counts requests by route, not by what stands in its place', async () => {
  for (const number of ['1', '2']) await admin.send('GET', `/tenants/ten_${number.padStart(26, '0')}`);
  await admin.send('GET', '/nothing/of/the/kind');
  const text = await (await get('/metrics')).text();
  const count = 'slipstream_admin_request_duration_seconds_count';
  expect(text).toContain(`${count}{method="GET",route="/api/v1/tenants/:tenantId",status="404"} 2`);
  expect(text).toContain(`${count}{method="GET",route="unknown",status="404"} 1`);
  expect(text).not.toContain('/nothing');
});

it('is alive but not ready while its database is gone', async () => {
  await admin.database.stop();
  expect((await get('/health/live')).status).toBe(200);
  for (const path of ['/health/ready', '/api/v1/tenants', `/api/v1/tenants/${tenantId}/endpoints`]) {
    const answer = await get(path, { authorization: `Bearer ${admin.controlPlane.key}` });
    expect([path, answer.status, answer.headers.get('retry-after')]).toEqual([path, 503, '5']);
    expect(await answer.json()).toMatchObject({ type: 'urn:slipstream:problem:database-unavailable' });
  }
});
