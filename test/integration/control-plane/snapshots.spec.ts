import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import {
  type AuditEventView,
  learnedHeaders,
  type ReplicaView,
  type SnapshotView,
} from '@slipstream/contract';
import { deriveReplicaToken } from '@slipstream/persistence';
import { tinyGguf } from '@slipstream/target-compiler/testing';
import pg from 'pg';

import { DecodeStream, sampledWith, textOf, type WorkerAddress } from '../support/decode-stream.js';
import { startTestDatabase, type TestDatabase } from '../support/postgres.js';
import { findTokens } from '../support/search-database.js';
import { ControlPlaneProcess } from './support/control-plane-process.js';

const minute = 60_000;
const workerSecret = 'a secret of the platform, long enough';

let folder: string;
let database: TestDatabase;
let controlPlane: ControlPlaneProcess;
/** The path of the endpoint in the admin API. */
let endpoint: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'slipstream-snapshots-'));
  database = await startTestDatabase();
  await start();
  const path = join(folder, 'model.gguf');
  await writeFile(path, tinyGguf({ contextLength: 8_192, seed: 1 }));
  const model = { name: 'tiny', source: { kind: 'path', path }, profile: 'int8-row' };
  const { id: modelId } = await controlPlane.post<{ id: string }>('/models', model);
  const tenant = await controlPlane.post<{ id: string }>('/tenants', { name: 'lab' });
  const endpoints = `/tenants/${tenant.id}/endpoints`;
  const { id } = await controlPlane.post<{ id: string }>(endpoints, { name: 'chat', modelId });
  endpoint = `${endpoints}/${id}`;
}, 2 * minute);

afterAll(async () => {
  await controlPlane.stop();
  await database.stop();
  await rm(folder, { recursive: true, force: true });
}, minute);

async function start(): Promise<void> {
  controlPlane = await ControlPlaneProcess.start({
    databaseUrl: database.url,
    dataFolder: folder,
    workerSecret,
  });
}

async function readyReplica(isWanted: (replica: ReplicaView) => boolean = () => true): Promise<ReplicaView> {
  const isFound = (replica: ReplicaView): boolean => replica.state === 'ready' && isWanted(replica);
  const { data } = await controlPlane.until<{ data: ReplicaView[] }>(`${endpoint}/replicas`, ({ data }) =>
    data.some(isFound),
  );
  return data.find(isFound)!;
}

function workerOf({ id, epoch, address }: ReplicaView): WorkerAddress {
  return { address: address!, token: deriveReplicaToken({ workerSecret, replicaId: id, epoch }) };
}

/** Tokens that a replica has learned from. */
async function learnedTokens(replica: ReplicaView): Promise<number> {
  const { address, token } = workerOf(replica);
  const response = await fetch(`${address}/internal/learned`, {
    headers: { authorization: `Bearer ${token}` },
  });
  await response.arrayBuffer();
  return Number(response.headers.get(learnedHeaders.tokens));
}

async function decode(replica: ReplicaView, seed: number): Promise<string> {
  return textOf(await DecodeStream.open(workerOf(replica), sampledWith(seed)).ended);
}

/** Tokens in a row that the endpoint has just said, and has learned when this resolves. */
async function canary(replica: ReplicaView, seed: number): Promise<number[]> {
  const events = await DecodeStream.open(workerOf(replica), sampledWith(seed)).ended;
  const said = events.flatMap((event) => (event.type === 'delta' ? event.tokens : []));
  return said.slice(4, 20);
}

async function list(): Promise<SnapshotView[]> {
  return (await controlPlane.get<{ data: SnapshotView[] }>(`${endpoint}/snapshots`)).data;
}

const keep = (): Promise<SnapshotView> => controlPlane.post<SnapshotView>(`${endpoint}/snapshots`, undefined);

async function query(text: string): Promise<Record<string, unknown>[]> {
  const client = new pg.Client({ connectionString: database.url });
  await client.connect();
  try {
    return (await client.query<Record<string, unknown>>(text)).rows;
  } finally {
    await client.end();
  }
}

/** Kills the replica's process and waits for its next life. */
async function killAndWait(replica: ReplicaView): Promise<ReplicaView> {
  process.kill(replica.pid!, 'SIGKILL');
  return readyReplica(({ epoch }) => epoch > replica.epoch);
}

describe('snapshots of what an endpoint has learned', () => {
  it(
    'are kept on demand, and not twice when nothing was learned',
    async () => {
      const replica = await readyReplica();
      for (const seed of [1, 2, 3]) await decode(replica, seed);
      const first = await keep();
      expect(first).toMatchObject({ version: 1, state: 'active', replicaId: replica.id });
      expect(first.learnedTokens).toBe(await learnedTokens(replica));
      expect(first.learnedTokens).toBeGreaterThan(0);
      expect((await keep()).id).toBe(first.id);
      await decode(replica, 4);
      expect(await keep()).toMatchObject({ version: 2, state: 'active' });
      expect((await list()).map(({ version, state }) => [version, state])).toEqual([
        [1, 'superseded'],
        [2, 'active'],
      ]);
    },
    minute,
  );

  it(
    'let a replica that was killed go on with the learning and the same text',
    async () => {
      const replica = await readyReplica();
      const before = await decode(replica, 5);
      const { learnedTokens: kept } = await keep();
      const next = await killAndWait(replica);
      expect(await learnedTokens(next)).toBe(kept);
      expect(await decode(next, 5)).toBe(before);
    },
    minute,
  );

  it(
    'are kept when the platform stops, and found when it starts',
    async () => {
      const replica = await readyReplica();
      await decode(replica, 6);
      const learned = await learnedTokens(replica);
      await controlPlane.stop();
      await start();
      expect(await learnedTokens(await readyReplica(({ id }) => id !== replica.id))).toBe(learned);
    },
    minute,
  );

  it(
    'bring running replicas back to an older version when it is promoted',
    async () => {
      const replica = await readyReplica();
      const old = (await list()).find(({ state }) => state === 'superseded')!;
      await controlPlane.post(`${endpoint}/snapshots/${old.id}/promote`, undefined);
      await controlPlane.until<SnapshotView>(
        `${endpoint}/snapshots/${old.id}`,
        ({ state }) => state === 'active',
      );
      while ((await learnedTokens(replica)) !== old.learnedTokens);
    },
    minute,
  );

  it(
    'are frozen against retention, and left to it again',
    async () => {
      const replica = await readyReplica();
      const old = (await list()).find(({ state }) => state === 'superseded')!;
      const frozen = `${endpoint}/snapshots/${old.id}`;
      await controlPlane.post(`${frozen}/freeze`, undefined);
      // Five superseded ones are kept besides.
      for (let seed = 20; seed < 28; seed++) {
        await decode(replica, seed);
        await keep();
      }
      const kept = await list();
      expect(kept.find(({ id }) => id === old.id)).toMatchObject({ state: 'frozen' });
      expect(kept.filter(({ state }) => state === 'superseded')).toHaveLength(5);
      const active = kept.find(({ state }) => state === 'active')!;
      expect(active.parents).toEqual([kept.at(-2)!.id]);
      expect((await controlPlane.send('POST', `${endpoint}/snapshots/${active.id}/freeze`)).status).toBe(409);
      expect(await controlPlane.post(`${frozen}/unfreeze`, undefined)).toMatchObject({ state: 'superseded' });
      expect(await controlPlane.post(`${endpoint}/snapshots/${active.id}/unfreeze`, undefined)).toMatchObject(
        {
          state: 'active',
        },
      );
    },
    minute,
  );

  it(
    'are judged in the next round when an earlier one did not come to it',
    async () => {
      const [overtaken, newest] = (await list()).slice(-2) as [SnapshotView, SnapshotView];
      await query(`UPDATE snapshots SET state = 'candidate' WHERE id IN ('${overtaken.id}', '${newest.id}')`);
      expect(await keep()).toMatchObject({ id: newest.id, state: 'active' });
      expect((await list()).at(-2)).toMatchObject({ id: overtaken.id, state: 'superseded' });
    },
    minute,
  );

  it(
    'are rolled back to the one that was active before',
    async () => {
      const [former, active] = (await list()).slice(-2);
      const now = await controlPlane.post<SnapshotView>(`${endpoint}/snapshot-rollback`, undefined);
      expect(now).toMatchObject({ id: former!.id, state: 'active' });
      const rejected = `${endpoint}/snapshots/${active!.id}`;
      expect(await controlPlane.get(rejected)).toMatchObject({
        state: 'rejected',
        reason: 'It was rolled back.',
      });
      const refused = await controlPlane.send('POST', `${rejected}/promote`);
      expect(refused.status).toBe(409);
      expect(await controlPlane.post(`${rejected}/promote?force=true`, undefined)).toMatchObject({
        state: 'active',
      });
    },
    minute,
  );

  it(
    'are not rolled back to one of another model',
    async () => {
      const replica = await readyReplica();
      const [earlier, former, active] = (await list()).slice(-3);
      const learnedWith = (digest: string): Promise<unknown> =>
        query(`UPDATE snapshots SET model_digest = '${digest}' WHERE id = '${former!.id}'`);
      await learnedWith('of another model');
      const now = await controlPlane.post<SnapshotView>(`${endpoint}/snapshot-rollback`, undefined);
      expect(now).toMatchObject({ id: earlier!.id, state: 'active' });
      while ((await learnedTokens(replica)) !== now.learnedTokens);
      await learnedWith(active!.modelDigest);
    },
    minute,
  );

  it(
    'are rejected with a reason when a byte of them has changed; the version before is taken',
    async () => {
      const replica = await readyReplica();
      await decode(replica, 7);
      const before = await keep();
      await decode(replica, 8);
      const { id } = await keep();
      await query(`UPDATE snapshot_chunks SET bytes = set_byte(bytes, 100, get_byte(bytes, 100) # 1)
                 WHERE snapshot_id = '${id}' AND index = 0`);
      const next = await killAndWait(replica);
      expect(await learnedTokens(next)).toBe(before.learnedTokens);
      expect((await list()).filter(({ version }) => version >= before.version)).toMatchObject([
        { id: before.id, state: 'active' },
        { id, state: 'rejected', reason: 'Its bytes have changed.' },
      ]);
      const audit = endpoint.replace(/\/endpoints\/.*$/, '/audit-events');
      const { data: events } = await controlPlane.get<{ data: AuditEventView[] }>(audit);
      expect(events.find(({ action }) => action === 'snapshot.refuse')).toMatchObject({
        actor: { kind: 'platform', id: 'snapshot keeper' },
        resourceId: id,
        after: { state: 'rejected', reason: 'Its bytes have changed.' },
      });
    },
    minute,
  );

  const piece = (id: string): string => `snapshot_id = '${id}'`;
  const tampering: [string, string, (id: string, older: string) => string[]][] = [
    [
      'a byte of them is flipped',
      'Its bytes have changed.',
      (id) => [
        `UPDATE snapshot_chunks SET bytes = set_byte(bytes, 7, get_byte(bytes, 7) # 64) WHERE ${piece(id)}`,
      ],
    ],
    [
      'they are cut off',
      'Its bytes have changed.',
      (id) => [
        `UPDATE snapshot_chunks SET bytes = substring(bytes FOR length(bytes) / 2) WHERE ${piece(id)}`,
      ],
    ],
    [
      'an older version stands in their place',
      'Its seal does not fit.',
      (id, older) => [
        `UPDATE snapshots SET (signature, sha256, size_bytes, learned_tokens) =
           (SELECT signature, sha256, size_bytes, learned_tokens FROM snapshots WHERE id = '${older}') WHERE id = '${id}'`,
        `DELETE FROM snapshot_chunks WHERE ${piece(id)}`,
        `INSERT INTO snapshot_chunks SELECT '${id}', index, bytes FROM snapshot_chunks WHERE ${piece(older)}`,
      ],
    ],
  ];
  it.each(tampering)(
    'are refused, with an entry in the audit log, when %s',
    async (_, reason, tamper) => {
      const replica = await readyReplica();
      const kept: SnapshotView[] = [];
      for (const seed of [40, 41, 42]) {
        await decode(replica, seed);
        kept.push(await keep());
      }
      const [older, changed, newest] = kept as [SnapshotView, SnapshotView, SnapshotView];
      for (const sql of tamper(changed.id, older.id)) await query(sql);
      const path = `${endpoint}/snapshots`;
      await controlPlane.post(`${path}/${changed.id}/promote`, undefined);
      const isRejected = ({ state }: SnapshotView): boolean => state === 'rejected';
      const rejected = await controlPlane.until<SnapshotView>(`${path}/${changed.id}`, isRejected);
      expect(rejected.reason).toBe(reason);
      await controlPlane.until<SnapshotView>(`${path}/${newest.id}`, ({ state }) => state === 'active');
      const audit = endpoint.replace(/\/endpoints\/.*$/, '/audit-events');
      const { data: events } = await controlPlane.get<{ data: AuditEventView[] }>(audit);
      expect(events.find(({ action }) => action === 'snapshot.refuse')).toMatchObject({
        resourceId: changed.id,
        after: { reason },
      });
    },
    minute,
  );

  it(
    'are refused when they are another tenant’s',
    async () => {
      const replica = await readyReplica();
      await decode(replica, 9);
      const { id } = await keep();
      const { modelId } = await controlPlane.get<{ modelId: string }>(endpoint);
      const tenant = await controlPlane.post<{ id: string }>('/tenants', { name: 'rival' });
      const endpoints = `/tenants/${tenant.id}/endpoints`;
      const body = { name: 'other', modelId, minReplicas: 1 };
      const other = await controlPlane.post<{ id: string }>(endpoints, body);
      const path = `${endpoints}/${other.id}`;
      await controlPlane.post(`${path}/stop`, undefined);
      await controlPlane.until<{ state: string }>(path, ({ state }) => state === 'stopped');
      await query(`UPDATE snapshots SET endpoint_id = '${other.id}' WHERE id = '${id}'`);
      await controlPlane.post(`${path}/start`, undefined);
      const stolen = `${path}/snapshots/${id}`;
      const { reason } = await controlPlane.until<SnapshotView>(stolen, ({ state }) => state === 'rejected');
      expect(reason).toBe('Its seal does not fit.');
      await controlPlane.send('DELETE', path);
    },
    minute,
  );

  it(
    'leave none of their tokens in the database when all that was learned is deleted',
    async () => {
      const replica = await readyReplica();
      const tokens = await canary(replica, 30);
      await keep();
      expect(await findTokens(database.url, tokens)).toEqual(['snapshot_chunks.bytes']);
      expect((await controlPlane.send('DELETE', `${endpoint}/snapshots`)).status).toBe(204);
      expect(await findTokens(database.url, tokens)).toEqual([]);
      expect(await learnedTokens(replica)).toBe(0);
      await decode(replica, 31);
      await keep();
      expect(await findTokens(database.url, tokens)).toEqual([]);
    },
    minute,
  );

  it(
    'are gone from the database when they, or their endpoint, are deleted',
    async () => {
      const replica = await readyReplica();
      await decode(replica, 8);
      const { id } = await keep();
      expect((await controlPlane.send('DELETE', `${endpoint}/snapshots/${id}`)).status).toBe(204);
      const left = `SELECT FROM snapshot_chunks WHERE snapshot_id = '${id}'`;
      expect(await query(left)).toHaveLength(0);
      const tokens = await canary(replica, 9);
      await keep();
      expect(await findTokens(database.url, tokens)).not.toEqual([]);
      await controlPlane.send('DELETE', endpoint);
      while ((await controlPlane.send('GET', endpoint)).status !== 404);
      expect(await findTokens(database.url, tokens)).toEqual([]);
    },
    minute,
  );
});
