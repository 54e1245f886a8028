import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import type { ReplicaId } from '@slipstream/domain';
import { deriveReplicaToken, type Replica, type Revision } from '@slipstream/persistence';
import { tinyGguf, type TinyModelOptions } from '@slipstream/target-compiler/testing';

import {
  DecodeStream,
  fingerprintOf,
  sampledWith,
  textOf,
  type WorkerAddress,
} from '../support/decode-stream.js';
import { startTestDatabase, type TestDatabase } from '../support/postgres.js';
import { ControlPlaneProcess } from './support/control-plane-process.js';

const minute = 60_000;
const workerSecret = 'a secret of the platform, long enough';

let folder: string;
let database: TestDatabase;
let controlPlane: ControlPlaneProcess;
/** The path of the endpoint in the admin API. */
let endpoint: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'slipstream-rollout-'));
  database = await startTestDatabase();
  await start();
  const tenant = await controlPlane.post<{ id: string }>('/tenants', { name: 'lab' });
  const modelId = await registerModel('policy-1', { seed: 1 });
  const endpoints = `/tenants/${tenant.id}/endpoints`;
  const { id } = await controlPlane.post<{ id: string }>(endpoints, {
    name: 'policy',
    modelId,
    minReplicas: 2,
  });
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

async function registerModel(name: string, options: TinyModelOptions): Promise<string> {
  const path = join(folder, `${name}.gguf`);
  await writeFile(path, tinyGguf({ contextLength: 8_192, ...options }));
  const body = { name, source: { kind: 'path', path }, profile: 'int8-row' };
  return (await controlPlane.post<{ id: string }>('/models', body)).id;
}

async function readyReplicas(isWanted: (replica: Replica) => boolean = () => true): Promise<Replica[]> {
  const { data } = await controlPlane.until<{ data: Replica[] }>(
    `${endpoint}/replicas`,
    ({ data }) => data.filter((replica) => replica.state === 'ready' && isWanted(replica)).length === 2,
  );
  return data.filter(({ state }) => state === 'ready');
}

function workerOf({ id, epoch, address }: Replica): WorkerAddress {
  const token = deriveReplicaToken({ workerSecret, replicaId: id as ReplicaId, epoch });
  return { address: address!, token };
}

async function revise(modelId: string): Promise<Revision> {
  const asked = await controlPlane.post<Revision>(`${endpoint}/revisions`, { modelId, strategy: 'inPlace' });
  const { data } = await controlPlane.until<{ data: Revision[] }>(`${endpoint}/revisions`, ({ data }) =>
    ['active', 'refused'].includes(data.find(({ number }) => number === asked.number)!.state),
  );
  return data.find(({ number }) => number === asked.number)!;
}

/** The same request to every replica: what it says, and by which weights. */
async function answersOf(replicas: readonly Replica[]): Promise<[string, string | undefined][]> {
  const answers = await Promise.all(
    replicas.map((replica) => DecodeStream.open(workerOf(replica), sampledWith(3)).ended),
  );
  return answers.map((events) => [textOf(events), fingerprintOf(events)]);
}

it(
  'brings new weights to every replica, compiled and checked, while their streams go on, and restarts with them',
  async () => {
    const [first, second] = await readyReplicas();
    const before = await answersOf([first!, second!]);
    const stream = { ...sampledWith(4), maxTokens: 4_000 };
    const undisturbed = await DecodeStream.open(workerOf(first!), stream).ended;
    const disturbed = DecodeStream.open(workerOf(first!), stream);
    await disturbed.begun;

    expect(await revise(await registerModel('policy-2', { seed: 2 }))).toMatchObject({
      number: 2,
      state: 'active',
    });
    expect(textOf(await disturbed.ended)).toBe(textOf(undisturbed));
    const after = await answersOf(await readyReplicas(({ revision }) => revision === 2));
    expect(after[1]).toEqual(after[0]);
    expect(before[1]).toEqual(before[0]);
    expect(after[0]).not.toEqual(before[0]);

    process.kill(first!.pid!, 'SIGKILL');
    const restarted = await readyReplicas(({ id, epoch }) => id !== first!.id || epoch > first!.epoch);
    expect(restarted.map(({ revision }) => revision)).toEqual([2, 2]);
    expect(await answersOf(restarted)).toEqual(after);

    await controlPlane.stop();
    await start();
    expect(
      await answersOf(await readyReplicas(({ pid }) => restarted.every((old) => old.pid !== pid))),
    ).toEqual(after);
  },
  3 * minute,
);

it(
  'refuses weights that do not fit, says why, and changes nothing',
  async () => {
    const replicas = await readyReplicas();
    const before = await answersOf(replicas);
    const other = await registerModel('another-shape', { seed: 1, layerCount: 1 });
    expect(await revise(other)).toMatchObject({
      state: 'refused',
      reason: 'The new weights have another architecture: layerCount is 1 instead of 2.',
    });
    const missing = await controlPlane.post<{ id: string }>('/models', {
      name: 'nowhere',
      source: { kind: 'path', path: join(folder, 'nowhere.gguf') },
    });
    expect(await revise(missing.id)).toMatchObject({
      state: 'refused',
      reason: expect.stringMatching(/^The model failed: /) as string,
    });
    expect(await answersOf(await readyReplicas())).toEqual(before);
    expect(await controlPlane.get(endpoint)).toMatchObject({ state: 'ready' });
  },
  minute,
);

it('answers for a missing model, and for another tenant, as if there were nothing, and asking twice asks once', async () => {
  const { data } = await controlPlane.get<{ data: Revision[] }>(`${endpoint}/revisions`);
  const { modelId } = data.find(({ state }) => state === 'active')!;
  const [newest] = data;
  const missing = `mdl_${'0'.repeat(26)}`;
  await expect(controlPlane.post(`${endpoint}/revisions`, { modelId: missing })).rejects.toThrow(/: 404/);
  await expect(controlPlane.post(`${endpoint}/revisions`, { model: modelId })).rejects.toThrow(/: 400/);
  const { id } = await controlPlane.post<{ id: string }>('/tenants', { name: 'neighbour' });
  const stranger = endpoint.replace(/ten_[^/]+/, id);
  await expect(controlPlane.get(`${stranger}/revisions`)).rejects.toThrow(/: 404/);
  await expect(controlPlane.post(`${stranger}/revisions`, { modelId })).rejects.toThrow(/: 404/);

  expect(await revise(modelId)).toMatchObject({ number: newest!.number + 1, state: 'active' });
  expect(await revise(modelId)).toMatchObject({ number: newest!.number + 1 });
});
