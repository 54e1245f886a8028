import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import type { EndpointView } from '@slipstream/contract';
import { parseId } from '@slipstream/domain';
import { type Database, openDatabase } from '@slipstream/persistence';
import { tinyGguf } from '@slipstream/target-compiler/testing';
import OpenAI from 'openai';

import { ControlPlaneProcess } from '../control-plane/support/control-plane-process.js';
import { startTestDatabase, type TestDatabase } from '../support/postgres.js';
import { GatewayProcess, workerSecret } from './support/gateway-process.js';

const minute = 60_000;

let folder: string;
let server: TestDatabase;
let database: Database;
let controlPlane: ControlPlaneProcess;
let gateway: GatewayProcess;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'slipstream-wake-'));
  server = await startTestDatabase();
  database = openDatabase(server.url);
  controlPlane = await ControlPlaneProcess.start({
    databaseUrl: server.url,
    dataFolder: folder,
    workerSecret,
  });
  gateway = GatewayProcess.spawn({ DATABASE_URL: server.url, CONTROL_PLANE_URL: 'http://127.0.0.1:9' });
}, minute);

afterAll(async () => {
  await gateway.stop();
  await controlPlane.stop();
  await database.close();
  await server.stop();
  await rm(folder, { recursive: true, force: true });
}, minute);

it(
  'wakes an endpoint that has gone to sleep, and answers the request that woke it with the same text',
  async () => {
    const path = join(folder, 'tiny.gguf');
    await writeFile(path, tinyGguf({ seed: 4, contextLength: 4_096 }));
    const model = { name: 'tiny', source: { kind: 'path', path }, profile: 'int8-row' };
    const { id: modelId } = await controlPlane.post<{ id: string }>('/models', model);
    const { id: tenantId } = await controlPlane.post<{ id: string }>('/tenants', { name: 'acme' });
    const endpoints = `/tenants/${tenantId}/endpoints`;
    const body = { name: 'demo', modelId, minReplicas: 0, idleTimeoutSeconds: 60 };
    const { id } = await controlPlane.post<{ id: string }>(endpoints, body);
    const inState = (wanted: string): Promise<EndpointView> =>
      controlPlane.until<EndpointView>(`${endpoints}/${id}`, ({ state }) => state === wanted);
    const key = await controlPlane.post<{ secret: string }>(`/tenants/${tenantId}/keys`, {
      name: 'test',
      scopes: ['inference'],
    });
    const client = new OpenAI({
      baseURL: `${await gateway.listening()}/v1`,
      apiKey: key.secret,
      maxRetries: 0,
    });
    const ask = async (): Promise<string | undefined> =>
      (await client.completions.create({ model: 'demo', prompt: 'the wind', seed: 5, max_tokens: 24 }))
        .choices[0]?.text;

    await inState('ready');
    const text = await ask();
    // As if the idle time had passed since the last request.
    await database.endpoints.putToSleep(parseId('endpoint', id), { idleSince: new Date() });
    await inState('scaledToZero');
    expect(await ask()).toBe(text);
    expect((await inState('ready')).replicaCount).toBe(1);
  },
  2 * minute,
);
