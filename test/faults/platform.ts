import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';

import type { TenantId } from '@slipstream/domain';
import { type Database, openDatabase, type Replica } from '@slipstream/persistence';
import { tinyGguf } from '@slipstream/target-compiler/testing';
import OpenAI from 'openai';

import { ControlPlaneProcess } from '../integration/control-plane/support/control-plane-process.js';
import { GatewayProcess, workerSecret } from '../integration/gateway/support/gateway-process.js';
import { startTestDatabase, type TestDatabase } from '../integration/support/postgres.js';

export const replicaCount = 2;
const endpointName = 'demo';
/** Between two looks at something that is to become so. */
export const pollMs = 50;

/** Leases short enough to see them expire, and long enough for a busy machine. */
const settings = { LEASE_SECONDS: '2', WORKER_LEASE_SECONDS: '4' };

/** The whole platform in its real processes, with one endpoint of two replicas of a tiny model. */
export class TestPlatform {
  private constructor(
    readonly folder: string,
    readonly server: TestDatabase,
    readonly database: Database,
    private control: ControlPlaneProcess,
    private maintenance: ControlPlaneProcess,
    private gatewayProcess: GatewayProcess,
    private origin: string,
    readonly tenantId: TenantId,
    readonly endpointPath: string,
    private readonly apiKey: string,
  ) {}

  static async start(): Promise<TestPlatform> {
    const folder = await mkdtemp(join(tmpdir(), 'slipstream-platform-'));
    const server = await startTestDatabase();
    const control = await startControlPlane(server, folder, { role: 'api' });
    const maintenance = await startControlPlane(server, folder, { role: 'maintenance' });
    const path = join(folder, 'tiny.gguf');
    const shape = { layerCount: 4, hiddenSize: 256, feedForwardSize: 512 };
    await writeFile(path, tinyGguf({ seed: 4, contextLength: 4_096, ...shape }));
    const source = { kind: 'path', path };
    const model = await control.post<{ id: string }>('/models', {
      name: 'tiny',
      source,
      profile: 'int8-row',
    });
    const tenant = await control.post<{ id: TenantId }>('/tenants', { name: 'acme' });
    const tenantPath = `/tenants/${tenant.id}`;
    const wanted = { name: endpointName, modelId: model.id, minReplicas: replicaCount };
    const endpoint = await control.post<{ id: string }>(`${tenantPath}/endpoints`, wanted);
    const grant = { name: 'test', scopes: ['inference'] };
    const { secret } = await control.post<{ secret: string }>(`${tenantPath}/keys`, grant);
    const { gateway, origin } = await startGateway(server);
    const endpointPath = `${tenantPath}/endpoints/${endpoint.id}`;
    const database = openDatabase(server.url);
    return new TestPlatform(
      folder,
      server,
      database,
      control,
      maintenance,
      gateway,
      origin,
      tenant.id,
      endpointPath,
      secret,
    );
  }

  get controlPlane(): ControlPlaneProcess {
    return this.control;
  }

  /** The official client, of the present gateway; retries are off so that every end is seen. */
  get client(): OpenAI {
    return new OpenAI({ baseURL: `${this.origin}/v1`, apiKey: this.apiKey, maxRetries: 0 });
  }

  async readyReplicas(countMin: number): Promise<Replica[]> {
    const isReady = ({ state }: Replica): boolean => state === 'ready';
    const { data } = await this.until<{ data: Replica[] }>(
      `${this.endpointPath}/replicas`,
      (replicas) => replicas.data.filter(isReady).length >= countMin,
    );
    return data.filter(isReady);
  }

  /** Asks the control plane, which may be away for a moment, until its answer is as wanted. */
  async until<Body>(path: string, isWanted: (body: Body) => boolean): Promise<Body> {
    for (;;) {
      const body = await this.control.get<Body>(path).catch(() => undefined);
      if (body !== undefined && isWanted(body)) return body;
      await delay(pollMs);
    }
  }

  async crashGateway(): Promise<void> {
    await this.gatewayProcess.stop();
    ({ gateway: this.gatewayProcess, origin: this.origin } = await startGateway(this.server));
  }

  async crashControlPlane(): Promise<void> {
    await this.control.kill();
    this.control = await startControlPlane(this.server, this.folder, { role: 'api' });
  }

  async crashMaintenance(): Promise<void> {
    await this.maintenance.kill();
    this.maintenance = await startControlPlane(this.server, this.folder, { role: 'maintenance' });
  }

  /** Starts another maintenance worker; returns the one that led until now. */
  async addMaintenance(): Promise<ControlPlaneProcess> {
    const former = this.maintenance;
    this.maintenance = await startControlPlane(this.server, this.folder, { role: 'maintenance' });
    return former;
  }

  async close(): Promise<void> {
    await rm(await this.abandon(), { recursive: true, force: true });
  }

  /** Ends everything; returns the folder with the logs, which is left. */
  async abandon(): Promise<string> {
    await this.gatewayProcess.stop();
    await this.maintenance.stop();
    await this.control.stop();
    await this.database.close();
    await this.server.stop();
    return this.folder;
  }
}

function startControlPlane(
  { url }: TestDatabase,
  dataFolder: string,
  { role }: { role: 'api' | 'maintenance' },
): Promise<ControlPlaneProcess> {
  return ControlPlaneProcess.start({
    databaseUrl: url,
    dataFolder,
    workerSecret,
    settings: { ...settings, ROLE: role },
  });
}

async function startGateway({ url }: TestDatabase): Promise<{ gateway: GatewayProcess; origin: string }> {
  const gateway = GatewayProcess.spawn({
    DATABASE_URL: url,
    CONTROL_PLANE_URL: 'http://127.0.0.1:9',
    WORKER_SILENCE_MS: '2000',
  });
  return { gateway, origin: await gateway.listening() };
}
