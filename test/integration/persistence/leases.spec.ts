import type { EndpointId } from '@slipstream/domain';
import {
  type Database,
  type LeasedDatabase,
  newId,
  openDatabase,
  openLeasedDatabase,
} from '@slipstream/persistence';
import pg from 'pg';

import { startMigratedDatabase, type TestDatabase } from '../support/postgres.js';

const name = 'reconciler';
const lastsMs = 60_000;

let server: TestDatabase;
let sql: pg.Client;
let database: Database;
let endpointId: EndpointId;
const opened: LeasedDatabase[] = [];

beforeAll(async () => {
  server = await startMigratedDatabase();
  database = openDatabase(server.url);
  sql = new pg.Client({ connectionString: server.url });
  await sql.connect();
  const [tenantId, modelId] = [newId('tenant'), newId('model')];
  endpointId = newId('endpoint');
  await database.tenants.create({ id: tenantId, name: 'acme' });
  const source = { kind: 'builtin', name: 'none' } as const;
  await database.models.create({ id: modelId, name: 'none', source, profile: 'fp32' });
  await database.endpoints.create({ id: endpointId, tenantId, name: 'chat', modelId, replicaCount: 1 });
}, 60_000);

afterEach(async () => {
  await Promise.all(opened.splice(0).map((leased) => leased.close()));
  await sql.query('TRUNCATE "leases"');
});
afterAll(async () => {
  await sql.end();
  await database.close();
  await server.stop();
});

interface Life {
  readonly claim: { readonly name: typeof name; readonly epoch: bigint; readonly lastsMs: number };
  readonly leased: LeasedDatabase;
}

async function begin(): Promise<Life> {
  const epoch = await database.leases.newEpoch();
  const leased = openLeasedDatabase(server.url, { epoch, connectionCountMax: 2 });
  opened.push(leased);
  return { claim: { name, epoch, lastsMs }, leased };
}

const expire = (): Promise<unknown> =>
  sql.query(`UPDATE "leases" SET "expires_at" = now() - interval '1 second'`);
const refused = { code: 'LEASE_LOST' };

it('has one holder, until it expires or is released', async () => {
  const [{ claim: one }, { claim: other }] = [await begin(), await begin()];
  const { leases } = database;
  expect(await Promise.all([leases.take(one), leases.take(other)])).toEqual(
    expect.arrayContaining([true, false]),
  );
  await sql.query('TRUNCATE "leases"');
  expect([await leases.take(one), await leases.take(other), await leases.renew(one)]).toEqual([
    true,
    false,
    true,
  ]);
  await expire();
  expect([await leases.take(other), await leases.renew(one), await leases.renew(other)]).toEqual([
    true,
    false,
    true,
  ]);
  await leases.release(one);
  expect(await leases.renew(other)).toBe(true);
  await leases.release(other);
  expect(await leases.take(one)).toBe(true);
});

it('refuses every write of an epoch that does not hold it, and no write of others', async () => {
  const [former, present] = [await begin(), await begin()];
  await database.leases.take(former.claim);
  const replica = await former.leased.replicas.create({ id: newId('replica'), endpointId });
  await expire();
  await database.leases.take(present.claim);
  const { replicas, endpoints } = former.leased;
  const failing = { from: 'starting', to: 'failed', epoch: 1, reason: null } as const;
  await expect(replicas.create({ id: newId('replica'), endpointId })).rejects.toMatchObject(refused);
  await expect(replicas.transition(replica.id, failing)).rejects.toMatchObject(refused);
  const observation = { from: 'pending', to: 'starting', reason: null, observedGeneration: 1 } as const;
  await expect(endpoints.observe(endpointId, observation)).rejects.toMatchObject(refused);
  await expect(endpoints.remove(endpointId)).rejects.toMatchObject(refused);
  expect(await replicas.find(replica.id)).toEqual(replica);
  await present.leased.replicas.transition(replica.id, failing);
  await database.replicas.transition(replica.id, { from: 'failed', to: 'stopped', epoch: 1 });
});

it('is not taken over in the middle of a write, nor kept by one that never ends', async () => {
  const [former, present] = [await begin(), await begin()];
  await database.leases.take(former.claim);
  await expire();
  const id = newId('replica');
  let taken: Promise<boolean> | undefined;
  // The transaction stays open until the server ends it, as that of a process that was stopped.
  const stopped = former.leased.transaction(async ({ replicas }) => {
    await replicas.create({ id, endpointId });
    taken = database.leases.take(present.claim);
    await taken;
    await replicas.find(id);
  });
  await expect(stopped).rejects.toThrow();
  expect(await taken).toBe(true);
  expect(await database.replicas.find(id)).toBeUndefined();
}, 20_000);

it('asks for the reconciling of an endpoint with every change of it, its replicas, revisions and model', async () => {
  const asked = async (work: () => Promise<unknown>): Promise<boolean> => {
    await sql.query('TRUNCATE "outbox_entries"');
    await work();
    const { rows } = await sql.query('SELECT "key" FROM "outbox_entries"');
    return rows.some(({ key }: { key: string }) => key === String(endpointId));
  };
  const set = (table: string, change: string) => () => sql.query(`UPDATE "${table}" SET ${change}`);
  const id = newId('replica');
  await database.replicas.create({ id, endpointId });
  for (const [table, change] of [
    ['endpoints', `"desired_state" = 'stopped'`],
    ['endpoints', '"replica_count" = 0'],
    ['endpoints', '"generation" = 7'],
    ['replicas', `"state" = 'failed'`],
    ['replicas', '"revision" = 2'],
    ['endpoint_revisions', `"state" = 'active'`],
    ['models', `"state" = 'failed'`],
  ] as const)
    expect([change, await asked(set(table, change))]).toEqual([change, true]);
  expect(await asked(set('endpoints', `"reason" = 'found'`))).toBe(false);
  await sql.query(`UPDATE "replicas" SET "state" = 'stopped'`);
  await sql.query(`UPDATE "endpoints" SET "state" = 'ready', "observed_generation" = 7`);
  expect(await asked(() => database.endpoints.askForMoving())).toBe(false);
  expect(await asked(() => database.endpoints.askForNext({ after: undefined, limit: 10 }))).toBe(true);
  expect(await asked(() => database.endpoints.askForNext({ after: endpointId, limit: 10 }))).toBe(false);
  await sql.query(`UPDATE "endpoints" SET "state" = 'draining'`);
  expect(await asked(() => database.endpoints.askForMoving())).toBe(true);
});
