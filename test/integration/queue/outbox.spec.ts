import { type Topic, topics } from '@slipstream/contract';
import type { EndpointId } from '@slipstream/domain';
import { createLogger } from '@slipstream/observability';
import { type Database, newId, openDatabase, openTenantDatabase } from '@slipstream/persistence';
import {
  type AssignedWork,
  openQueueBackend,
  OutboxRelay,
  prepareQueueSchema,
  type QueueBackend,
  RepeatRunner,
  WorkRunner,
} from '@slipstream/queue';
import pg from 'pg';

import { startMigratedDatabase, type TestDatabase } from '../support/postgres.js';
import { isRedisInstalled, TestRedis } from './support/redis.js';

const topic = 'endpoint.reconcile';
const logger = createLogger({ name: 'test', level: 'silent' });

let server: TestDatabase;
let sql: pg.Client;
let database: Database;
let redis: TestRedis | undefined;
let backend: QueueBackend;
const closing: { close(): Promise<void> }[] = [];

beforeAll(async () => {
  server = await startMigratedDatabase();
  await prepareQueueSchema(server.url);
  database = openDatabase(server.url);
  sql = new pg.Client({ connectionString: server.url });
  await sql.connect();
}, 60_000);

afterAll(async () => {
  await sql.end();
  await database.close();
  await server.stop();
});

async function startRelay(): Promise<void> {
  const relay = new OutboxRelay({ database, databaseUrl: server.url, backend, logger });
  closing.push(relay);
  await relay.start();
}

/** Handlers of the other topics, of which no test here has any work. */
const others = (Object.keys(topics) as Topic[])
  .filter((other) => other !== topic)
  .map((other) => ({ topic: other, concurrency: 1, by: 'anyone' as const, call: () => Promise.resolve() }));

/** Calls back for each piece of work, and tells which endpoints it was about. */
function startRunner(handle: (work: AssignedWork) => Promise<void> | void): EndpointId[] {
  const done: EndpointId[] = [];
  const call = async (work: AssignedWork): Promise<void> => {
    await handle(work);
    done.push((work as AssignedWork<typeof topic>).payload.endpointId);
  };
  const runner = new WorkRunner({
    database,
    backend,
    logger,
    handlers: [{ topic, concurrency: 4, by: 'anyone', call }, ...others],
  });
  closing.push(runner);
  runner.start('anyone');
  return done;
}

async function add(endpointId: EndpointId = newId('endpoint')): Promise<EndpointId> {
  await database.outbox.add({ topic, key: String(endpointId), payload: { endpointId } });
  return endpointId;
}

async function until(isSo: () => Promise<boolean> | boolean): Promise<void> {
  while (!(await isSo())) await new Promise((resolve) => setTimeout(resolve, 5));
}
const countOf = async (condition = 'TRUE'): Promise<number> => {
  const { rows } = await sql.query(`SELECT count(*)::int FROM "outbox_entries" WHERE ${condition}`);
  return (rows[0] as { count: number }).count;
};
const isEmpty = async (): Promise<boolean> => (await countOf()) === 0;
const areHanded = async (): Promise<boolean> => (await countOf('handed_at IS NULL')) === 0;

const kinds = ['PostgreSQL', ...(isRedisInstalled ? ['Redis'] : [])];

describe.each(kinds)('an outbox with jobs in %s', (kind) => {
  let forgetJobs: () => Promise<void>;

  beforeAll(async () => {
    if (kind === 'Redis') redis = await TestRedis.start();
    const clearTables = async (): Promise<void> => void (await sql.query('TRUNCATE "bullmq"."job" CASCADE'));
    forgetJobs = redis === undefined ? clearTables : () => redis!.clear();
  });
  afterAll(async () => {
    await redis?.stop();
    redis = undefined;
  });
  beforeEach(() => {
    backend = openQueueBackend({ redisUrl: redis?.url, databaseUrl: server.url });
  });
  afterEach(async () => {
    for (const open of closing.splice(0).reverse()) await open.close();
    await backend.close();
    await sql.query('TRUNCATE "outbox_entries"');
    await forgetJobs();
  });

  it('does what a committed change causes, once, and nothing that a change taken back would have caused', async () => {
    const done = startRunner(() => undefined);
    await startRelay();
    const taken = database.transaction(async ({ outbox }) => {
      const endpointId = newId('endpoint');
      await outbox.add({ topic, key: String(endpointId), payload: { endpointId } });
      throw new Error('taken back');
    });
    await expect(taken).rejects.toThrow('taken back');
    const wanted = [await add(), await add(), await add()];
    await until(isEmpty);
    expect([...done].sort()).toEqual([...wanted].sort());
  });

  it('does equal work that waits together once', async () => {
    const endpointId = await add();
    for (let count = 0; count < 9; count += 1) await add(endpointId);
    const other = await add();
    const done = startRunner(() => undefined);
    await startRelay();
    await until(isEmpty);
    expect([...done].sort()).toEqual([endpointId, other].sort());
  });

  it('knows a job that is handed over twice, as by a relay that died before it could note it', async () => {
    const wanted = [await add(), await add()];
    await startRelay();
    await until(areHanded);
    await sql.query('UPDATE "outbox_entries" SET "handed_at" = NULL');
    await startRelay();
    await until(areHanded);
    const done = startRunner(() => undefined);
    await until(isEmpty);
    expect([...done].sort()).toEqual([...wanted].sort());
  });

  it('hands work over again to a queue that has lost it', async () => {
    const wanted = await add();
    await startRelay();
    await until(areHanded);
    await forgetJobs();
    await sql.query(`UPDATE "outbox_entries" SET "handed_at" = now() - interval '1 hour'`);
    const done = startRunner(() => undefined);
    await until(isEmpty);
    expect(done).toEqual([wanted]);
  });

  it('lets a handler make its effect happen exactly once, however often it is called', async () => {
    await sql.query('CREATE TABLE IF NOT EXISTS "effects" ("id" TEXT)');
    const entryIds: string[] = [];
    startRunner(async ({ id }) => {
      entryIds.push(id);
      await database.transaction(async ({ outbox }) => {
        if (!(await outbox.settle(id))) return;
        await sql.query('INSERT INTO "effects" VALUES ($1)', [id]);
      });
      // What it did stands; that it fails now brings the job back.
      if (entryIds.length === 1) throw new Error('after the effect');
    });
    await startRelay();
    await add();
    await until(isEmpty);
    await add();
    await until(async () => (await isEmpty()) && new Set(entryIds).size === 2);
    const { rows } = await sql.query('DELETE FROM "effects" RETURNING "id"');
    expect(rows.map((row: { id: string }) => row.id).sort()).toEqual([...new Set(entryIds)].sort());
  });

  it('tries again what fails', async () => {
    let failures = 2;
    const done = startRunner(() => {
      if (failures-- > 0) throw new Error('not yet');
    });
    await startRelay();
    const wanted = await add();
    await until(isEmpty);
    expect(done).toEqual([wanted]);
  }, 20_000);

  it('keeps what was given up in sight, once for a thing', async () => {
    const endpointId = newId('endpoint');
    const failed: { id: string }[] = [];
    for (const reason of ['first', 'second']) {
      await add(endpointId);
      const { rows } = await sql.query('SELECT "id" FROM "outbox_entries" ORDER BY "id" DESC LIMIT 1');
      failed.push(rows[0] as { id: string });
      await database.outbox.giveUp(failed.at(-1)!.id, { reason, failedAt: new Date() });
    }
    const { rows } = await sql.query('SELECT "id", "reason" FROM "outbox_entries"');
    expect(rows).toEqual([{ id: failed[1]!.id, reason: 'second' }]);
    expect(await database.outbox.find(topic, failed[1]!.id)).toBeUndefined();
  });

  it('refuses to start unless each topic has one handler', () => {
    expect(() => new WorkRunner({ database, backend, logger, handlers: [] })).toThrow('has 0 handlers');
  });

  it('lets tenants cause work and see none', async () => {
    const tenants = openTenantDatabase(server.url, { connectionCountMax: 1 });
    closing.push(tenants);
    const [tenantId, endpointId] = [newId('tenant'), newId('endpoint')];
    await tenants.within(tenantId, ({ outbox }) => outbox.add({ topic, key: 'k', payload: { endpointId } }));
    expect(await countOf(`"key" = 'k'`)).toBe(1);
    await expect(tenants.within(tenantId, ({ outbox }) => outbox.find(topic, '1'))).rejects.toThrow('denied');
  });

  it('repeats what is to be repeated, in one of two processes at a time', async () => {
    const callsMs: number[] = [];
    for (let process = 0; process < 2; process++) {
      const call = async (): Promise<void> => void callsMs.push(performance.now());
      const repeating = new RepeatRunner({
        backend,
        logger,
        methods: [{ name: 'sweep', everyMs: 50, call }],
      });
      closing.push(repeating);
      await repeating.start();
    }
    await until(() => callsMs.length >= 8);
    // Seven pauses; two schedules of their own would have taken 175 ms.
    expect(callsMs[7]! - callsMs[0]!).toBeGreaterThan(250);
  }, 20_000);
});
