import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';

import type { EndpointId, SnapshotState } from '@slipstream/domain';
import {
  applyMigrations,
  asOwner,
  type Database,
  newId,
  openDatabase,
  type Snapshot,
} from '@slipstream/persistence';
import pg from 'pg';

import { migrationsFolder, startMigratedDatabase, type TestDatabase } from '../support/postgres.js';

let server: TestDatabase;
let database: Database;
let endpointId: EndpointId;

beforeAll(async () => {
  server = await startMigratedDatabase();
  database = openDatabase(server.url);
}, 60_000);

afterAll(async () => {
  await database.close();
  await server.stop();
});

beforeEach(async () => {
  const [tenantId, modelId] = [newId('tenant'), newId('model')];
  await database.tenants.create({ id: tenantId, name: String(tenantId) });
  const source = { kind: 'builtin', name: 'none' } as const;
  await database.models.create({ id: modelId, name: String(modelId), source });
  endpointId = newId('endpoint');
  await database.endpoints.create({ id: endpointId, tenantId, name: 'chat', modelId, replicaCount: 1 });
});

async function file(version: number, modelDigest = 'a'): Promise<Snapshot> {
  const facts = { id: newId('snapshot'), endpointId, version, modelDigest, parents: [], targetRevision: 1 };
  const origin = { kind: 'checkpoint', replicaId: null, replicaEpoch: null, learnedTokens: 1n } as const;
  const content = { sizeBytes: 1, sha256: 'x', signature: new Uint8Array() };
  return database.snapshots.create({ ...facts, ...origin, ...content }, Buffer.from('x'), 1);
}

/** From whatever state it is in by now. */
async function move({ id }: Snapshot, to: SnapshotState): Promise<Snapshot> {
  return database.snapshotStates.move((await database.snapshots.find(endpointId, id))!, { to });
}

async function unfreeze({ id }: Snapshot): Promise<Snapshot> {
  return database.snapshotStates.unfreeze((await database.snapshots.find(endpointId, id))!);
}

const promoteNew = async (version: number): Promise<Snapshot> => move(await file(version), 'active');
const prune = (versions: number): Promise<void> =>
  database.snapshots.prune(endpointId, { versions, days: null }, new Date());
const states = async (): Promise<[number, string][]> =>
  (await database.snapshots.list(endpointId, { limit: 100 })).map(({ version, state }) => [version, state]);

describe('a frozen version', () => {
  let frozen: Snapshot;
  beforeEach(async () => {
    frozen = await promoteNew(1);
    await promoteNew(2);
    await move(frozen, 'frozen');
    await move(frozen, 'active');
  });

  it('is frozen again when another takes its place, and kept until it is unfrozen', async () => {
    await promoteNew(3);
    await prune(0);
    expect(await states()).toEqual([
      [1, 'frozen'],
      [3, 'active'],
    ]);
    expect(await unfreeze(frozen)).toMatchObject({ state: 'superseded' });
    await prune(0);
    expect(await states()).toEqual([[3, 'active']]);
  });

  it('is kept though it was found wanting, until it is unfrozen', async () => {
    await move(frozen, 'rejected');
    await prune(0);
    expect(await states()).toEqual([[1, 'rejected']]);
    expect(await unfreeze(frozen)).toMatchObject({ state: 'rejected' });
    await prune(0);
    expect(await states()).toEqual([]);
  });

  it('stays active when it is unfrozen, and is left to retention after that', async () => {
    expect(await unfreeze(frozen)).toMatchObject({ state: 'active' });
    await promoteNew(3);
    await prune(0);
    expect(await states()).toEqual([[3, 'active']]);
  });

  it('of an earlier schema stays one', async () => {
    const earlier = mkdtempSync(join(tmpdir(), 'slipstream-migrations-'));
    const isEarlier = (name: string): boolean =>
      !/^\d/.test(name) || name < '20261129000000_frozen_snapshots';
    cpSync(migrationsFolder, earlier, { recursive: true, filter: (path) => isEarlier(basename(path)) });
    await asOwner(server.url, (session) => session.query('CREATE DATABASE earlier'));
    const databaseUrl = new URL('/earlier', server.url).href;
    await applyMigrations({ databaseUrl, migrationsFolder: earlier });
    const values = (id: string, version: number, state: string): string =>
      `('${id}', 'ep_1', ${version}, '${state}', 'a', 1, 1, 'x', '')`;
    // Without the rows that they belong to.
    await asOwner(databaseUrl, (session) =>
      session.query(`SET session_replication_role = replica; INSERT INTO snapshots
        (id, endpoint_id, version, state, model_digest, learned_tokens, size_bytes, sha256, signature)
        VALUES ${values('snp_1', 1, 'frozen')}, ${values('snp_2', 2, 'superseded')}`),
    );
    await applyMigrations({ databaseUrl, migrationsFolder });
    const { rows } = await asOwner(databaseUrl, (session) =>
      session.query('SELECT id FROM snapshots WHERE frozen_at IS NOT NULL'),
    );
    expect(rows).toEqual([{ id: 'snp_1' }]);
    rmSync(earlier, { recursive: true });
  });
});

describe('retention', () => {
  it('keeps as many versions to go back to as it says, however many parts they are made of', async () => {
    for (const round of [0, 10, 20, 30]) {
      for (let part = 1; part <= 6; part++) await move(await file(round + part), 'superseded');
      await promoteNew(round + 7);
      await prune(2);
    }
    expect(await states()).toEqual([
      [17, 'superseded'],
      [27, 'superseded'],
      [35, 'superseded'],
      [36, 'superseded'],
      [37, 'active'],
    ]);
  });

  it('keeps what was active last, whatever its version, though others were rejected since', async () => {
    const old = await promoteNew(1);
    for (const version of [2, 3]) await promoteNew(version);
    await move(old, 'active');
    await promoteNew(4);
    for (const version of [5, 6]) await move(await file(version), 'rejected');
    await prune(1);
    expect(await states()).toEqual([
      [1, 'superseded'],
      [4, 'active'],
      [6, 'rejected'],
    ]);
  });
});

it('is usable for the model that it was learned with, and no other', async () => {
  const [old, former] = [await promoteNew(1), await move(await file(2, 'b'), 'active')];
  const present = await move(await file(3, 'b'), 'active');
  const usable = async (digest: string | null): Promise<Snapshot['id'][]> =>
    (await database.snapshots.listUsable(endpointId, digest)).map(({ id }) => id);
  expect(await usable('b')).toEqual([present.id, former.id]);
  expect(await usable('a')).toEqual([old.id]);
  expect(await usable(null)).toEqual([]);
});

describe('sequences to judge by', () => {
  let client: pg.Client;
  beforeEach(async () => {
    client = new pg.Client({ connectionString: server.url });
    await client.connect();
  });
  afterEach(() => client.end());

  /** Resolves when so many wait for a lock. */
  async function untilWaiting(count: number): Promise<void> {
    const waiting = async (): Promise<number | null> =>
      (await client.query('SELECT 1 FROM pg_locks WHERE NOT granted')).rowCount;
    while ((await waiting()) !== count);
  }

  it('are added before all is to be forgotten, or not at all', async () => {
    const place = { endpointId, replicaId: newId('replica'), replicaEpoch: 1, generation: 1 };
    const row = { ...place, number: 1, endedAt: new Date(), sealed: new Uint8Array() };
    const happened: string[] = [];
    await client.query('BEGIN');
    await client.query('LOCK TABLE held_out_sequences IN SHARE MODE');
    const adding = database.heldOut.add([row]).then(() => happened.push('added'));
    await untilWaiting(1);
    const forgetting = database.speculationPolicies
      .forget(endpointId)
      .then(() => happened.push('to be forgotten'));
    await Promise.race([forgetting, untilWaiting(2)]);
    await client.query('COMMIT');
    await Promise.all([adding, forgetting]);
    expect(happened).toEqual(['added', 'to be forgotten']);
    await database.heldOut.add([{ ...row, number: 2 }]);
    expect(await database.heldOut.count(endpointId)).toBe(1);
  });
});
