import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import type {
  AuditEventView,
  EndpointView,
  ModelView,
  ReplicaView,
  RevisionView,
} from '@slipstream/contract';
import { tinyGguf, type TinyModelOptions } from '@slipstream/target-compiler/testing';

import { GatewayProcess, workerSecret } from '../gateway/support/gateway-process.js';
import { startTestDatabase, type TestDatabase } from '../support/postgres.js';
import { ControlPlaneProcess } from './support/control-plane-process.js';
import { areConsistent, SteadyClients } from './support/steady-clients.js';

const minute = 60_000;

let folder: string;
let server: TestDatabase;
let controlPlane: ControlPlaneProcess;
let gateway: GatewayProcess;
let clients: SteadyClients;
/** Paths of the admin API. */
let tenant: string;
let endpoint: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'slipstream-rollouts-'));
  server = await startTestDatabase();
  controlPlane = await ControlPlaneProcess.start({
    databaseUrl: server.url,
    dataFolder: folder,
    workerSecret,
    settings: { ROLLOUT_WATCH_SECONDS: '8' },
  });
  gateway = GatewayProcess.spawn({
    DATABASE_URL: server.url,
    CONTROL_PLANE_URL: 'http://127.0.0.1:9',
    // On a fast machine the clients come to more than the 6,000 that a key may use by default.
    DEFAULT_REQUESTS_PER_MINUTE: '1000000',
  });
  const modelId = await registerModel('first', { seed: 1 });
  const { id: tenantId } = await controlPlane.post<{ id: string }>('/tenants', { name: 'acme' });
  tenant = `/tenants/${tenantId}`;
  const { id } = await controlPlane.post<{ id: string }>(`${tenant}/endpoints`, { name: 'steady', modelId });
  endpoint = `${tenant}/endpoints/${id}`;
  const key = await controlPlane.post<{ secret: string }>(`${tenant}/keys`, {
    name: 'test',
    scopes: ['inference'],
  });
  clients = new SteadyClients({ origin: await gateway.listening(), key: key.secret, model: 'steady' });
  await controlPlane.until<EndpointView>(endpoint, ({ state }) => state === 'ready');
  clients.start(2, 12);
}, 2 * minute);

afterAll(async () => {
  await gateway.stop();
  await controlPlane.stop();
  await server.stop();
  await rm(folder, { recursive: true, force: true });
}, minute);

async function registerModel(name: string, options: TinyModelOptions): Promise<string> {
  const path = join(folder, `${name}.gguf`);
  await writeFile(path, tinyGguf({ contextLength: 8_192, ...options }));
  const body = { name, source: { kind: 'path', path }, profile: 'int8-row' };
  return (await controlPlane.post<{ id: string }>('/models', body)).id;
}

async function roll(modelId: string): Promise<RevisionView> {
  const asked = await controlPlane.post<RevisionView>(`${endpoint}/revisions`, { modelId });
  const { data } = await controlPlane.until<{ data: RevisionView[] }>(`${endpoint}/revisions`, ({ data }) =>
    ['active', 'refused', 'rolledBack'].includes(data.find(({ number }) => number === asked.number)!.state),
  );
  return data.find(({ number }) => number === asked.number)!;
}

/** Resolves when only replicas of that revision are left. */
async function settled(revision: number): Promise<ReplicaView[]> {
  const { data } = await controlPlane.until<{ data: ReplicaView[] }>(`${endpoint}/replicas`, ({ data }) =>
    data.every(
      (replica) =>
        replica.state === 'stopped' || (replica.state === 'ready' && replica.revision === revision),
    ),
  );
  return data.filter(({ state }) => state === 'ready');
}

const rolledOut = async () =>
  (await controlPlane.get<EndpointView>(endpoint)).conditions.find(({ type }) => type === 'RolledOut');

it(
  'replaces replicas by ones of the next revision that are as good, and reads every stream to its end',
  async () => {
    const long = await clients.stream(77, 1_500);
    const [before] = await settled(1);
    const disturbed = clients.stream(77, 1_500);
    const next = await registerModel('second', { seed: 2 });
    const revision = await roll(next);
    expect(revision).toMatchObject({ number: 2, state: 'active', strategy: 'surge', base: 1 });
    expect(revision.gates.map(({ name, isPassed }) => [name, isPassed])).toEqual([
      ['errors', true],
      ['latency', true],
      ['speedup', true],
    ]);
    const [after] = await settled(2);
    expect(after).toMatchObject({ revision: 2, restarts: 0 });
    expect(after!.id).not.toBe(before!.id);
    expect(await rolledOut()).toMatchObject({
      isTrue: true,
      reason: 'Active',
      message: 'Revision 2 serves.',
    });
    expect((await controlPlane.get<EndpointView>(endpoint)).modelId).toBe(next);
    const again = await disturbed;
    if (again.fingerprint === long.fingerprint) expect(again.text).toBe(long.text);
  },
  2 * minute,
);

it(
  'takes back a revision that is slower, whatever model it is of, and says why',
  async () => {
    const [before] = await settled(2);
    // Many small nodes: slow on every machine, whatever its memory gives.
    const slow = await roll(await registerModel('slow', { seed: 3, layerCount: 96 }));
    expect(slow).toMatchObject({
      state: 'rolledBack',
      base: 3,
      reason: expect.stringMatching(
        /^Its replica is worse than the old ones in latency: p95 of .* ms a token/,
      ) as string,
    });
    expect(slow.gates.find(({ name }) => name === 'latency')).toMatchObject({ isPassed: false });
    expect(await rolledOut()).toMatchObject({ isTrue: false, reason: 'RolledBack' });
    const [after] = await settled(2);
    expect(after).toMatchObject({ id: before!.id, restarts: 0 });
    const { data } = await controlPlane.get<{ data: AuditEventView[] }>(`${tenant}/audit-events`);
    expect(data[0]).toMatchObject({
      action: 'revision.rollBack',
      actor: { kind: 'platform', id: 'rollout' },
      after: { number: 3 },
    });
  },
  2 * minute,
);

it(
  'takes back a revision whose replica does not start',
  async () => {
    const modelId = await registerModel('damaged', { seed: 5 });
    const { digest } = await controlPlane.until<ModelView>(
      `/models/${modelId}`,
      ({ state }) => state === 'ready',
    );
    const targets = join(folder, 'targets');
    const target = (await readdir(targets)).find((name) => name.startsWith(digest!.slice(0, 16)))!;
    for (const file of await readdir(join(targets, target)))
      if (file.startsWith('model')) await writeFile(join(targets, target, file), 'nothing');
    expect(await roll(modelId)).toMatchObject({
      state: 'rolledBack',
      reason: expect.stringMatching(/^Its replica failed again: /) as string,
    });
    await settled(2);
    expect(await controlPlane.get(endpoint)).toMatchObject({ state: 'ready', reason: null });
  },
  2 * minute,
);

it('has broken no stream by all that, nor changed what equal weights and seeds say', async () => {
  await clients.stop();
  expect(clients.answers.length).toBeGreaterThan(50);
  expect(new Set(clients.answers.map(({ fingerprint }) => fingerprint)).size).toBeGreaterThanOrEqual(2);
  expect(areConsistent(clients.answers)).toBe(true);
});
