import { appendFileSync, cpSync, mkdtempSync, readdirSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { displayOf, type EndpointId, type TenantId } from '@slipstream/domain';
import {
  applyMigrations,
  type Change,
  type Database,
  deriveReplicaToken,
  hashApiKey,
  isUsable,
  listenForChanges,
  MigrationRefused,
  newApiKeySecret,
  newId,
  openDatabase,
  startEmbeddedPostgres,
} from '@slipstream/persistence';

import { migrationsFolder, startMigratedDatabase, type TestDatabase } from '../support/postgres.js';

let server: TestDatabase;
let database: Database;

beforeAll(async () => {
  server = await startMigratedDatabase();
  database = openDatabase(server.url);
}, 60_000);

afterAll(async () => {
  await database.close();
  await server.stop();
});

async function newTenant(): Promise<TenantId> {
  const id = newId('tenant');
  await database.tenants.create({ id, name: `tenant-${id}` });
  return id;
}

async function newEndpoint(tenantId: TenantId, name = 'chat'): Promise<EndpointId> {
  const modelId = newId('model');
  await database.models.create({
    id: modelId,
    name: `model-${modelId}`,
    source: { kind: 'builtin', name: 'smollm2-135m-instruct' },
    profile: 'int8-row',
  });
  const id = newId('endpoint');
  await database.endpoints.create({ id, tenantId, name, modelId, replicaCount: 1 });
  return id;
}

describe('migrations', () => {
  it('are applied once, by however many processes start at the same moment', async () => {
    await Promise.all(
      Array.from({ length: 4 }, () => applyMigrations({ databaseUrl: server.url, migrationsFolder })),
    );
    await expect(database.ping()).resolves.toBeUndefined();
  });

  it('are refused once an applied one was changed', async () => {
    const changed = mkdtempSync(join(tmpdir(), 'slipstream-migrations-'));
    cpSync(migrationsFolder, changed, { recursive: true });
    const name = readdirSync(changed).find((entry) => entry.endsWith('_init'))!;
    appendFileSync(join(changed, name, 'migration.sql'), '\n-- changed');
    await expect(applyMigrations({ databaseUrl: server.url, migrationsFolder: changed })).rejects.toThrow(
      MigrationRefused,
    );
  });
});

describe('API keys', () => {
  it('are found by their hash, and stored in no other form', async () => {
    const tenantId = await newTenant();
    const secret = newApiKeySecret();
    const id = newId('apiKey');
    await database.apiKeys.create({
      id,
      tenantId,
      name: 'test',
      hash: hashApiKey(secret),
      displayPrefix: displayOf(secret).prefix,
      lastFour: displayOf(secret).lastFour,
      scopes: ['inference'],
      endpointIds: null,
      expiresAt: null,
    });
    const found = await database.apiKeys.findByHash(hashApiKey(secret));
    expect(found).toMatchObject({ id, tenantId, scopes: ['inference'] });
    expect(JSON.stringify(found)).not.toContain(secret);
    expect(isUsable(found!, new Date())).toBe(true);
    await database.apiKeys.revoke(tenantId, id, new Date());
    expect(isUsable((await database.apiKeys.findByHash(hashApiKey(secret)))!, new Date())).toBe(false);
  });
});

describe('endpoints', () => {
  it('are invisible to another tenant', async () => {
    const [owner, other] = [await newTenant(), await newTenant()];
    const id = await newEndpoint(owner);
    expect(await database.endpoints.find(other, id)).toBeUndefined();
    expect(await database.routes.find(other, 'chat')).toBeUndefined();
    expect((await database.routes.find(owner, 'chat'))?.endpointId).toBe(id);
  });

  it('change state by compare-and-set, so that of two observers one wins', async () => {
    const id = await newEndpoint(await newTenant());
    const observation = { from: 'pending', to: 'starting', reason: null, observedGeneration: 1 } as const;
    const results = await Promise.allSettled([
      database.endpoints.observe(id, observation),
      database.endpoints.observe(id, observation),
    ]);
    expect(results.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
  });

  it('are routed to ready replicas alone, under the token of their epoch', async () => {
    const tenantId = await newTenant();
    const endpointId = await newEndpoint(tenantId);
    const replica = await database.replicas.create({ id: newId('replica'), endpointId });
    expect((await database.routes.find(tenantId, 'chat'))?.replicas).toEqual([]);
    const address = 'http://127.0.0.1:9';
    await database.replicas.transition(replica.id, {
      from: 'starting',
      to: 'ready',
      epoch: replica.epoch,
      address,
    });
    expect((await database.routes.find(tenantId, 'chat'))?.replicas).toEqual([
      { id: replica.id, address, epoch: replica.epoch, revision: replica.revision },
    ]);
    const token = (epoch: number): string =>
      deriveReplicaToken({ workerSecret: 'a secret', replicaId: replica.id, epoch });
    expect(token(replica.epoch)).not.toBe(token(replica.epoch + 1));
  });

  it('announce their changes', async () => {
    const changes: Change[] = [];
    let arrived: () => void = () => undefined;
    const seen = new Promise<void>((resolve) => (arrived = resolve));
    const listener = await listenForChanges(server.url, (change) => {
      changes.push(change);
      if (change.kind === 'changed' && change.table === 'endpoints') arrived();
    });
    const id = await newEndpoint(await newTenant());
    await seen;
    await listener.close();
    expect(changes).toContainEqual({ kind: 'changed', table: 'endpoints', id });
  });
});

describe('models', () => {
  it('share a compiled folder with one that is being admitted from the same weights', async () => {
    const { models } = database;
    const [served, admitted] = [newId('model'), newId('model')];
    for (const id of [served, admitted])
      await models.create({ id, name: String(id), source: { kind: 'builtin', name: 'none' } });
    const isShared = (digest: string): Promise<boolean> =>
      models.isFolderShared('/targets/same', { id: served, digest });
    await models.transition(admitted, { from: 'pending', to: 'fetching' });
    expect(await isShared('same')).toBe(false);
    await models.transition(admitted, { from: 'fetching', to: 'compiling', digest: 'same' });
    expect([await isShared('same'), await isShared('other')]).toEqual([true, false]);
    const compiled = { targetFolder: '/targets/another', digest: 'same', profile: 'fp32' } as const;
    await models.transition(admitted, { from: 'compiling', to: 'ready', ...compiled });
    expect(await isShared('same')).toBe(false);
  });
});

describe('the embedded server', () => {
  it('takes over from one that was left running, with its data', async () => {
    const first = await startMigratedDatabase();
    const second = await startEmbeddedPostgres({ folder: first.folder });
    const reopened = openDatabase(second.url);
    const id = newId('tenant');
    await reopened.tenants.create({ id, name: 'kept' });
    expect((await reopened.tenants.find(id))?.name).toBe('kept');
    await reopened.close();
    await second.stop();
    await first.stop();
  }, 60_000);

  it('keeps its password from other users', () => {
    expect(readFileSync(`${server.folder}.password`, 'utf8')).toMatch(/^[0-9a-f]{48}$/);
  });
});
