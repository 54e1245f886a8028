import type { EndpointId, ReplicaId } from '@slipstream/domain';
import { openDatabase, type Database } from '@slipstream/persistence';
import OpenAI from 'openai';
import { startMigratedDatabase } from '../../support/postgres.js';
import { FakeWorker } from './fake-worker.js';
import { GatewayProcess } from './gateway-process.js';
import { createEndpoint, createTenancy, type Tenancy } from './tenancy.js';

/** Nothing listens there: port 9 is reserved for discarding. */
export const unreachableUrl = 'http://127.0.0.1:9';

export interface Harness extends Tenancy {
  database: Database;
  databaseUrl: string;
  stopDatabase(): Promise<void>;
  worker: FakeWorker;
  gateway: GatewayProcess;
  origin: string;
  /** The endpoint "demo" of the tenant, with the worker as its replica. */
  endpointId: EndpointId;
  replicaIds: ReplicaId[];
  /** The official client; retries are off so that tests see every answer. */
  client: OpenAI;
  post(path: string, body: unknown, headers?: Record<string, string>): Promise<Response>;
  close(): Promise<void>;
}

/** A real database, a real gateway process, and a scripted worker behind it. */
export async function startHarness({
  controlPlaneUrl = unreachableUrl,
  gatewayEnvironment = {} as Record<string, string>,
} = {}): Promise<Harness> {
  const server = await startMigratedDatabase();
  const database = openDatabase(server.url);
  const worker = await FakeWorker.start();
  const tenancy = await createTenancy(database, 'acme');
  const { tenantId, secret } = tenancy;
  const endpoint = await createEndpoint(database, { tenantId, name: 'demo', addresses: [worker.address] });
  const gateway = GatewayProcess.spawn({
    DATABASE_URL: server.url,
    CONTROL_PLANE_URL: controlPlaneUrl,
    ...gatewayEnvironment,
  });
  const origin = await gateway.listening();
  return {
    ...tenancy,
    ...endpoint,
    database,
    databaseUrl: server.url,
    stopDatabase: () => server.stop(),
    worker,
    gateway,
    origin,
    client: new OpenAI({ baseURL: `${origin}/v1`, apiKey: secret, maxRetries: 0 }),
    post: (path, body, headers = {}) =>
      fetch(`${origin}${path}`, {
        method: 'POST',
        headers: { authorization: `Bearer ${secret}`, 'content-type': 'application/json', ...headers },
        body: typeof body === 'string' ? body : JSON.stringify(body),
      }),
    close: async () => {
      await gateway.stop();
      await worker.close();
      await database.close();
      await server.stop();
    },
  };
}

export const chatBody = { model: 'demo', messages: [{ role: 'user' as const, content: 'Hi' }] };

/** The value of one line of the gateway's metrics, or 0 where there is none yet. */
export async function metricOf(origin: string, line: string): Promise<number> {
  const text = await (await fetch(`${origin}/metrics`)).text();
  const found = text.split('\n').find((candidate) => candidate.startsWith(`${line} `));
  return found === undefined ? 0 : Number(found.slice(line.length + 1));
}
