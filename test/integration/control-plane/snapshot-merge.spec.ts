import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { learnedHeaders, type ReplicaView, type SnapshotView } from '@slipstream/contract';
import { deriveReplicaToken } from '@slipstream/persistence';
import { tinyGguf } from '@slipstream/target-compiler/testing';

import { DecodeStream, sampledWith, textOf, type WorkerAddress } from '../support/decode-stream.js';
import { startTestDatabase, type TestDatabase } from '../support/postgres.js';
import { ControlPlaneProcess } from './support/control-plane-process.js';

const minute = 60_000;
const workerSecret = 'a secret of the platform, long enough';

let folder: string;
let database: TestDatabase;
let controlPlane: ControlPlaneProcess;
let endpoint: string;
let replicas: ReplicaView[];

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'slipstream-merge-'));
  database = await startTestDatabase();
  controlPlane = await ControlPlaneProcess.start({
    databaseUrl: database.url,
    dataFolder: folder,
    workerSecret,
  });
  const path = join(folder, 'model.gguf');
  await writeFile(path, tinyGguf({ contextLength: 8_192, seed: 1 }));
  const model = { name: 'tiny', source: { kind: 'path', path } };
  const { id: modelId } = await controlPlane.post<{ id: string }>('/models', model);
  const tenant = await controlPlane.post<{ id: string }>('/tenants', { name: 'lab' });
  const endpoints = `/tenants/${tenant.id}/endpoints`;
  const { id } = await controlPlane.post<{ id: string }>(endpoints, {
    name: 'chat',
    modelId,
    minReplicas: 2,
  });
  endpoint = `${endpoints}/${id}`;
  const isReady = ({ state }: ReplicaView): boolean => state === 'ready';
  const found = await controlPlane.until<{ data: ReplicaView[] }>(
    `${endpoint}/replicas`,
    ({ data }) => data.filter(isReady).length === 2,
  );
  replicas = found.data.filter(isReady);
}, 2 * minute);

afterAll(async () => {
  await controlPlane.stop();
  await database.stop();
  await rm(folder, { recursive: true, force: true });
}, minute);

function workerOf({ id, epoch, address }: ReplicaView): WorkerAddress {
  return { address: address!, token: deriveReplicaToken({ workerSecret, replicaId: id, epoch }) };
}

async function learnedTokens(replica: ReplicaView): Promise<number> {
  const { address, token } = workerOf(replica);
  const response = await fetch(`${address}/internal/learned`, {
    headers: { authorization: `Bearer ${token}` },
  });
  await response.arrayBuffer();
  return Number(response.headers.get(learnedHeaders.tokens));
}

const decode = async (replica: ReplicaView, seed: number): Promise<string> =>
  textOf(await DecodeStream.open(workerOf(replica), sampledWith(seed)).ended);
const keep = (): Promise<SnapshotView> => controlPlane.post<SnapshotView>(`${endpoint}/snapshots`, undefined);

it(
  'merges what replicas learned apart, and all of them go on from it while they decode',
  async () => {
    const [one, other] = replicas as [ReplicaView, ReplicaView];
    const long = { ...sampledWith(1), maxTokens: 2_000 };
    const expected = textOf(await DecodeStream.open(workerOf(one), long).ended);
    for (const seed of [2, 3, 4]) await decode(one, seed);
    for (const seed of [5, 6]) await decode(other, seed);
    const learned = await Promise.all(replicas.map(learnedTokens));
    const running = DecodeStream.open(workerOf(one), long);
    await running.begun;
    const merged = await keep();
    expect(merged).toMatchObject({ kind: 'merge', state: 'active', replicaId: null });
    expect(merged.learnedTokens).toBe(learned[0]! + learned[1]!);
    const { data } = await controlPlane.get<{ data: SnapshotView[] }>(`${endpoint}/snapshots`);
    const parents = data.filter(({ id }) => merged.parents.includes(id));
    expect(parents.map(({ kind, state }) => [kind, state])).toEqual([
      ['checkpoint', 'superseded'],
      ['checkpoint', 'superseded'],
    ]);
    expect(textOf(await running.ended)).toBe(expected);
    while ((await learnedTokens(other)) < merged.learnedTokens);
  },
  minute,
);

it(
  'loses nothing that is learned meanwhile, and counts once what is merged again',
  async () => {
    const [one, other] = replicas as [ReplicaView, ReplicaView];
    const [before, added] = [await learnedTokens(other), await learnedTokens(one)];
    expect(added).toBeGreaterThan(before);
    await decode(other, 7);
    const sum = added + (await learnedTokens(other)) - before;
    const again = await keep();
    expect(again.kind).toBe('merge');
    expect(again.learnedTokens).toBe(sum);
  },
  minute,
);
