import { type Database, newId, openDatabase, type WebhookDelivery } from '@slipstream/persistence';

import { startMigratedDatabase, type TestDatabase } from '../support/postgres.js';

let server: TestDatabase;
let database: Database;
let delivery: WebhookDelivery;

const start = new Date();
const minutesLater = (minutes: number): Date => new Date(start.getTime() + minutes * 60_000);

beforeAll(async () => {
  server = await startMigratedDatabase();
  database = openDatabase(server.url);
  const [tenantId, id] = [newId('tenant'), newId('webhook')];
  await database.tenants.create({ id: tenantId, name: 'acme' });
  const webhook = { url: 'https://example.com', description: null, sealedSecret: new Uint8Array() };
  await database.webhooks.create({ ...webhook, id, tenantId, eventTypes: ['webhook.test'] });
  const payload = { type: 'webhook.test', timestamp: '', data: {} } as const;
  [delivery] = (await database.webhookDeliveries.create([id], payload, start)) as [WebhookDelivery];
}, 60_000);

afterAll(async () => {
  await database.close();
  await server.stop();
});

it('spends no attempt on waiting in a queue, however long', async () => {
  for (let minute = 1; minute <= 12; minute++)
    expect(await database.webhookDeliveries.leaveDueToQueue({ now: minutesLater(minute), limit: 10 })).toBe(
      1,
    );
  const queued = await database.outbox.lockWaiting({ handedBefore: start, limit: 100 });
  expect(queued.map(({ payload }) => payload)).toEqual(
    Array.from({ length: 13 }, () => ({ deliveryId: delivery.id, attempt: 1 })),
  );
});

it('begins each attempt once, and the next one when its end is recorded or has not been in a minute', async () => {
  const { webhookDeliveries } = database;
  const now = minutesLater(13);
  const begin = (attempt: number) => webhookDeliveries.begin(delivery.id, attempt, now);
  const begun = (await Promise.all([begin(1), begin(1)])).filter((one) => one !== undefined);
  expect(begun).toMatchObject([{ id: delivery.id, attempts: 1 }]);
  expect(await webhookDeliveries.leaveDueToQueue({ now, limit: 10 })).toBe(0);
  const refused = { state: 'pending', lastStatus: 500, lastProblem: 'It answered 500.' } as const;
  await webhookDeliveries.record(begun[0]!, { ...refused, nextAttemptAt: now }, now);
  expect(await begin(1)).toBeUndefined();
  expect(await begin(2)).toMatchObject({ attempts: 2, lastStatus: 500 });

  expect(await webhookDeliveries.leaveDueToQueue({ now: minutesLater(14), limit: 10 })).toBe(1);
  expect(await begin(3)).toMatchObject({ attempts: 3 });
  const delivered = { state: 'delivered', lastStatus: 204, lastProblem: null, nextAttemptAt: null } as const;
  await webhookDeliveries.record({ id: delivery.id, attempts: 3 }, delivered, now);
  expect(await begin(4)).toBeUndefined();
});
