import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import type { AuditEventView, EndpointView, ReplicaView } from '@slipstream/contract';
import { tinyGguf } from '@slipstream/target-compiler/testing';

import { GatewayProcess, workerSecret } from '../gateway/support/gateway-process.js';
import { startTestDatabase, type TestDatabase } from '../support/postgres.js';
import { ControlPlaneProcess } from './support/control-plane-process.js';
import { SteadyClients } from './support/steady-clients.js';

const minute = 60_000;

let folder: string;
let server: TestDatabase;
let controlPlane: ControlPlaneProcess;
let gateway: GatewayProcess;
let clients: SteadyClients;
/** Takes traces, whosever they are. */
let collector: Server;
let traced = '';
/** Paths of the admin API. */
let tenant: string;
let endpoint: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'slipstream-autoscaling-'));
  server = await startTestDatabase();
  collector = createServer((request, response) => {
    request.setEncoding('utf8').on('data', (text: string) => (traced += text));
    request.on('end', () => response.writeHead(200, { 'content-type': 'application/json' }).end('{}'));
  }).listen(0, '127.0.0.1');
  await once(collector, 'listening');
  const collectorUrl = `http://127.0.0.1:${(collector.address() as AddressInfo).port}`;
  controlPlane = await ControlPlaneProcess.start({
    databaseUrl: server.url,
    dataFolder: folder,
    workerSecret,
    settings: { OTEL_EXPORTER_OTLP_ENDPOINT: collectorUrl },
  });
  gateway = GatewayProcess.spawn({ DATABASE_URL: server.url, CONTROL_PLANE_URL: 'http://127.0.0.1:9' });
  const path = join(folder, 'tiny.gguf');
  const shape = { layerCount: 4, hiddenSize: 256, feedForwardSize: 512 };
  await writeFile(path, tinyGguf({ seed: 4, contextLength: 8_192, ...shape }));
  const model = { name: 'tiny', source: { kind: 'path', path }, profile: 'int8-row' };
  const { id: modelId } = await controlPlane.post<{ id: string }>('/models', model);
  const { id: tenantId } = await controlPlane.post<{ id: string }>('/tenants', { name: 'acme' });
  tenant = `/tenants/${tenantId}`;
  const scale = { minReplicas: 1, maxReplicas: 2, targetRequestsPerReplica: 3, scaleDownDelaySeconds: 1 };
  const { id } = await controlPlane.post<{ id: string }>(`${tenant}/endpoints`, {
    name: 'busy',
    modelId,
    ...scale,
  });
  endpoint = `${tenant}/endpoints/${id}`;
  const key = await controlPlane.post<{ secret: string }>(`${tenant}/keys`, {
    name: 'test',
    scopes: ['inference'],
  });
  clients = new SteadyClients({ origin: await gateway.listening(), key: key.secret, model: 'busy' });
  await controlPlane.until<EndpointView>(endpoint, ({ state }) => state === 'ready');
}, 2 * minute);

afterAll(async () => {
  await gateway.stop();
  await controlPlane.stop();
  collector.close();
  await server.stop();
  await rm(folder, { recursive: true, force: true });
}, minute);

async function replicas(isWanted: (ready: readonly ReplicaView[]) => boolean): Promise<ReplicaView[]> {
  const { data } = await controlPlane.until<{ data: ReplicaView[] }>(`${endpoint}/replicas`, ({ data }) =>
    isWanted(data.filter(({ state }) => state === 'ready')),
  );
  return data;
}

const conditionOf = ({ conditions }: EndpointView) => conditions.find(({ type }) => type === 'Scaled');

it(
  'adds a replica when more requests are under way than one is to have, and drains it when they are gone',
  async () => {
    const alone = await clients.stream(77, 1_500);
    clients.start(4, 200);
    const busy = await replicas(
      (ready) => ready.length === 2 && ready.every(({ stats }) => stats!.activeSequences > 0),
    );
    expect(busy.filter(({ state }) => state === 'ready').map(({ stats }) => stats)).toEqual([
      expect.objectContaining({ lanes: 8, failedRequests: 0 }),
      expect.objectContaining({ lanes: 8, failedRequests: 0 }),
    ]);
    const grown = await controlPlane.get<EndpointView>(endpoint);
    expect(grown).toMatchObject({ replicaCount: 2, state: 'ready' });
    expect(conditionOf(grown)).toMatchObject({
      isTrue: true,
      reason: 'InFlight',
      message: expect.stringMatching(
        /^\d requests are under way, and a replica takes 3\. From 1 to 2/,
      ) as string,
    });
    await clients.stop();

    // Two that outlast the way down: whichever replica goes, its stream is read to its end.
    const long = [clients.stream(77, 1_500), clients.stream(78, 1_500)];
    const shrunk = await controlPlane.until<EndpointView>(endpoint, ({ replicaCount }) => replicaCount === 1);
    expect(conditionOf(shrunk)).toMatchObject({ isTrue: true, reason: 'LoadFell' });
    expect((await Promise.all(long))[0]!.text).toBe(alone.text);
    const left = await replicas((ready) => ready.length === 1);
    await controlPlane.until<{ data: ReplicaView[] }>(`${endpoint}/replicas`, ({ data }) =>
      data.every(({ state }) => state === 'ready' || state === 'stopped'),
    );
    expect(left.find(({ state }) => state === 'ready')).toMatchObject({ restarts: 0 });

    const { data } = await controlPlane.get<{ data: AuditEventView[] }>(`${tenant}/audit-events`);
    const scaled = data.filter(({ action }) => action === 'endpoint.scale');
    expect(scaled.map(({ actor, before, after }) => [actor, before, after])).toEqual([
      [
        { kind: 'platform', id: 'autoscaler' },
        { replicaCount: 2 },
        expect.objectContaining({ replicaCount: 1, reason: 'LoadFell' }),
      ],
      [
        { kind: 'platform', id: 'autoscaler' },
        { replicaCount: 1 },
        expect.objectContaining({ replicaCount: 2, reason: 'InFlight' }),
      ],
    ]);
  },
  2 * minute,
);

it('has passed on to its workers where traces go', () => {
  // The replica that drained has sent all of its own.
  expect(traced).toContain('slipstream-decode-worker');
});

it('refuses a policy that makes no sense, keeps one that is set, and gives it back to the platform', async () => {
  const update = (body: object) =>
    controlPlane.send('PATCH', endpoint, { body, headers: { 'if-match': '*' } });
  for (const body of [{ targetRequestsPerReplica: 0 }, { targetQueueMs: 1 }, { scaleDownDelaySeconds: -1 }])
    expect((await update(body)).status).toBe(400);
  const { body: kept } = await update({ targetQueueMs: 200 });
  expect(kept).toMatchObject({ targetRequestsPerReplica: 3, targetQueueMs: 200, scaleDownDelaySeconds: 1 });
  const { body: reset } = await update({ targetQueueMs: null, targetRequestsPerReplica: null });
  expect(reset).toMatchObject({
    targetRequestsPerReplica: null,
    targetQueueMs: null,
    scaleDownDelaySeconds: 1,
  });
});
