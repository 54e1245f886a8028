import pg from 'pg';

import { AdminHarness, type TestTenant } from './support/admin-harness.js';
import { WebhookReceiver } from './support/webhook-receiver-process.js';

interface Delivery {
  readonly id: string;
  readonly state: string;
  readonly attempts: number;
  readonly lastStatus: number | null;
  readonly lastProblem: string | null;
  readonly payload: { readonly type: string; readonly data: Readonly<Record<string, unknown>> };
}
interface Webhook {
  readonly id: string;
  readonly secret: string;
  readonly isEnabled: boolean;
  readonly disabledReason: string | null;
}

let admin: AdminHarness;
let tenant: TestTenant;
let sql: pg.Client;
let receiver: WebhookReceiver;
let webhook: Webhook;
let requestCount = 0;

beforeAll(async () => {
  admin = await AdminHarness.start({ settings: { WEBHOOK_ALLOWED_NETWORKS: '127.0.0.0/8' } });
  tenant = await admin.createTenant('acme');
  sql = new pg.Client({ connectionString: admin.database.url });
  await sql.connect();
  receiver = await WebhookReceiver.reserve();
  webhook = await createWebhook(receiver.url);
}, 60_000);
afterAll(async () => {
  await receiver.kill();
  await sql.end();
  await admin.close();
}, 60_000);

const webhooks = (): string => `/tenants/${tenant.id}/webhooks`;
const createWebhook = (url: string): Promise<Webhook> =>
  admin.controlPlane.post<Webhook>(webhooks(), { url, eventTypes: ['budget.threshold_reached'] });
const sendTest = (): Promise<Delivery> =>
  admin.controlPlane.post<Delivery>(`${webhooks()}/${webhook.id}/test`, undefined);

/** The newest delivery, once it is as wanted. */
async function untilNewest(isWanted: (delivery: Delivery) => boolean, id = webhook.id): Promise<Delivery> {
  const path = `${webhooks()}/${id}/deliveries`;
  const { data } = await admin.controlPlane.until<{ data: Delivery[] }>(
    path,
    ({ data: [newest] }) => newest !== undefined && isWanted(newest),
  );
  return data[0]!;
}

/** Makes what waits for its next attempt due now. */
const makeDue = (): Promise<unknown> =>
  sql.query(`UPDATE webhook_deliveries SET next_attempt_at = now() WHERE state = 'pending'`);

const hasFailed = ({ lastProblem }: Delivery): boolean => lastProblem !== null;
const isDelivered = ({ state }: Delivery): boolean => state === 'delivered';

async function use(tokens: number): Promise<void> {
  await sql.query(`INSERT INTO usage_records VALUES ($1, $2, $3, $4, now(), 'completed', 0, 0, $5, 0, 0)`, [
    `req_${(requestCount += 1)}`,
    tenant.id,
    tenant.keyId,
    tenant.endpointId,
    tokens,
  ]);
}

it('tells of a budget once for each threshold, though the receiver was away and died in between', async () => {
  const budget = { name: 'day', period: 'day', tokens: 1_000, thresholds: [100, 50] };
  const { id } = await admin.controlPlane.post<{ id: string }>(`/tenants/${tenant.id}/budgets`, budget);
  await use(600);
  const first = await untilNewest(hasFailed);
  expect(first).toMatchObject({ state: 'pending', lastStatus: null, lastProblem: 'The connection failed.' });
  expect(first.payload.data).toMatchObject({ budgetId: id, threshold: 50, usedTokens: 600, tokens: 1_000 });

  await receiver.start('die', webhook.secret);
  await makeDue();
  await untilNewest(() => receiver.requests.length > 0);
  await receiver.start('refuse', webhook.secret);
  await makeDue();
  const refused = await untilNewest(({ lastStatus }) => lastStatus === 500);
  expect(refused).toMatchObject({ state: 'pending', lastProblem: 'It answered 500.' });

  await receiver.start('accept', webhook.secret);
  await makeDue();
  await admin.crash();
  await makeDue();
  const delivered = await untilNewest(isDelivered);
  expect(delivered).toMatchObject({ id: first.id, lastStatus: 204, lastProblem: null });
  const told = receiver.requests.map((request) => request.id);
  expect(told.length).toBeGreaterThanOrEqual(3);
  expect(new Set(told)).toEqual(new Set([first.id]));
  expect(JSON.parse(receiver.requests.at(-1)!.body)).toEqual(first.payload);

  await use(500);
  const second = await untilNewest((delivery) => delivery.id !== first.id && isDelivered(delivery));
  expect(second.payload.data).toMatchObject({ threshold: 100, usedTokens: 1_100 });
  await use(500);
  await sendTest();
  const types = (await untilNewest(isDelivered)).payload.type;
  expect(types).toBe('webhook.test');
  const { rows } = await sql.query(`SELECT threshold FROM budget_alerts WHERE budget_id = $1 ORDER BY 1`, [
    id,
  ]);
  expect(rows).toEqual([{ threshold: 50 }, { threshold: 100 }]);
}, 120_000);

it('signs with both secrets during an overlap, and with the new one alone after it', async () => {
  const rotate = (overlapSeconds: number): Promise<Webhook> =>
    admin.controlPlane.post<Webhook>(`${webhooks()}/${webhook.id}/rotate`, { overlapSeconds });
  const { secret } = await rotate(3_600);
  expect(secret).not.toBe(webhook.secret);
  for (const known of [webhook.secret, secret]) {
    await receiver.start('accept', known);
    const { id } = await sendTest();
    await untilNewest((delivery) => delivery.id === id && isDelivered(delivery));
    expect(receiver.requests.at(-1)!.id).toBe(id);
  }
  await rotate(0);
  await receiver.start('accept', webhook.secret, secret);
  const { id } = await sendTest();
  await untilNewest((delivery) => delivery.id === id && isDelivered(delivery));
  expect(receiver.requests.at(-1)!.id).toBe('forged');
}, 60_000);

it('follows no redirection, and turns off what is gone', async () => {
  const other = await WebhookReceiver.reserve();
  const gone = await createWebhook(other.url);
  const path = `${webhooks()}/${gone.id}`;
  await other.start('redirect', gone.secret);
  await admin.controlPlane.post(`${path}/test`, undefined);
  const redirected = await untilNewest(hasFailed, gone.id);
  expect(redirected).toMatchObject({ state: 'pending', lastStatus: 302 });
  expect(other.requests).toHaveLength(redirected.attempts);
  await other.start('gone', gone.secret);
  await makeDue();
  await untilNewest(({ state }) => state === 'failed', gone.id);
  const turnedOff = await admin.controlPlane.until<Webhook>(path, ({ isEnabled }) => !isEnabled);
  expect(turnedOff.disabledReason).toBe('It answered 410 (gone).');
  await other.kill();
}, 60_000);

it('refuses addresses within the network', async () => {
  for (const url of ['https://[::ffff:10.0.0.1]/x', 'http://169.254.169.254/', 'http://192.168.0.1/']) {
    const body = { url, eventTypes: ['budget.threshold_reached'] };
    const refused = await admin.send('POST', webhooks(), { body });
    expect([refused.status, refused.body['type']]).toEqual([422, 'urn:slipstream:problem:address-refused']);
  }
});
