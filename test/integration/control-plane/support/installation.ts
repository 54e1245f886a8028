import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { type DecodeBody, type DecodeEvent, learnedHeaders, type ReplicaView } from '@slipstream/contract';
import { deriveReplicaToken } from '@slipstream/persistence';
import { tinyGguf } from '@slipstream/target-compiler/testing';
import pg from 'pg';

import { DecodeStream, sampledWith, type WorkerAddress } from '../../support/decode-stream.js';
import { startTestDatabase, type TestDatabase } from '../../support/postgres.js';
import { ControlPlaneProcess } from './control-plane-process.js';

export interface InstallationOptions {
  readonly workerSecret?: string;
  readonly settings?: Readonly<Record<string, string>>;
  readonly replicas?: number;
}

/** A whole installation with a tiny model: control plane, database and real workers. */
export class Installation {
  private newSeed = 1_000;

  private constructor(
    public controlPlane: ControlPlaneProcess,
    readonly database: TestDatabase,
    private readonly folder: string,
    private readonly options: Required<Omit<InstallationOptions, 'replicas'>>,
    readonly modelId: string,
    /** Paths in the admin API. */
    readonly tenant: string,
    readonly endpoint: string,
  ) {}

  static async start({
    workerSecret = 'a secret of the platform, long enough',
    settings = {},
    replicas: minReplicas = 1,
  }: InstallationOptions = {}): Promise<Installation> {
    const folder = await mkdtemp(join(tmpdir(), 'slipstream-installation-'));
    const database = await startTestDatabase();
    const options = { workerSecret, settings };
    const controlPlane = await startControlPlane(database, folder, options);
    const modelId = await createModel(controlPlane, folder, { name: 'tiny', seed: 1 });
    const { id: tenantId } = await controlPlane.post<{ id: string }>('/tenants', { name: 'lab' });
    const tenant = `/tenants/${tenantId}`;
    const endpoint = await createEndpoint(controlPlane, tenant, { name: 'chat', modelId, minReplicas });
    return new Installation(controlPlane, database, folder, options, modelId, tenant, endpoint);
  }

  /** Returns its path. */
  createEndpoint(name: string, options: { readonly startFromSnapshotId?: string } = {}): Promise<string> {
    const body = { name, modelId: this.modelId, minReplicas: 1, ...options };
    return createEndpoint(this.controlPlane, this.tenant, body);
  }

  /** Of the same form as the one there is, with other weights. Returns its id. */
  createModel(name: string, seed: number): Promise<string> {
    return createModel(this.controlPlane, this.folder, { name, seed });
  }

  async readyReplica(
    isWanted: (replica: ReplicaView) => boolean = () => true,
    endpoint = this.endpoint,
  ): Promise<ReplicaView> {
    const isFound = (replica: ReplicaView): boolean => replica.state === 'ready' && isWanted(replica);
    const { data } = await this.controlPlane.until<{ data: ReplicaView[] }>(
      `${endpoint}/replicas`,
      (replicas) => replicas.data.some(isFound),
    );
    return data.find(isFound)!;
  }

  workerOf({ id, epoch, address }: ReplicaView): WorkerAddress {
    const { workerSecret } = this.options;
    return { address: address!, token: deriveReplicaToken({ workerSecret, replicaId: id, epoch }) };
  }

  /** Tokens that a replica has learned from. */
  async learnedTokens(replica: ReplicaView): Promise<number> {
    const { address, token } = this.workerOf(replica);
    const headers = { authorization: `Bearer ${token}` };
    const response = await fetch(`${address}/internal/learned`, { headers });
    await response.arrayBuffer();
    return Number(response.headers.get(learnedHeaders.tokens));
  }

  decode(
    replica: ReplicaView,
    seed: number,
    body: Partial<DecodeBody> = {},
  ): Promise<readonly DecodeEvent[]> {
    return DecodeStream.open(this.workerOf(replica), { ...sampledWith(seed), maxTokens: 150, ...body }).ended;
  }

  /** Tokens a step over ten requests, one after the other: five that come again and again, and five that are new each time. */
  async acceptanceLength(replica: ReplicaView): Promise<number> {
    let [tokens, steps] = [0, 0];
    const known = [1, 2, 3, 4, 5];
    for (const seed of [...known, ...known.map(() => this.newSeed++)]) {
      for (const event of await this.decode(replica, seed)) {
        if (event.type !== 'done') continue;
        tokens += event.speculation.acceptedTokens + event.speculation.steps;
        steps += event.speculation.steps;
      }
    }
    return tokens / steps;
  }

  async query(text: string): Promise<Record<string, unknown>[]> {
    const client = new pg.Client({ connectionString: this.database.url });
    await client.connect();
    try {
      return (await client.query<Record<string, unknown>>(text)).rows;
    } finally {
      await client.end();
    }
  }

  async restart(): Promise<void> {
    await this.controlPlane.stop();
    this.controlPlane = await startControlPlane(this.database, this.folder, this.options);
  }

  async stop(): Promise<void> {
    await this.controlPlane.stop();
    await this.database.stop();
    await rm(this.folder, { recursive: true, force: true });
  }
}

function startControlPlane(
  { url }: TestDatabase,
  dataFolder: string,
  options: Required<Omit<InstallationOptions, 'replicas'>>,
): Promise<ControlPlaneProcess> {
  return ControlPlaneProcess.start({ databaseUrl: url, dataFolder, ...options });
}

async function createModel(
  controlPlane: ControlPlaneProcess,
  folder: string,
  { name, seed }: { readonly name: string; readonly seed: number },
): Promise<string> {
  const path = join(folder, `${name}.gguf`);
  await writeFile(path, tinyGguf({ contextLength: 8_192, seed }));
  // Texts depend on the profile, and two measurements of so small a model may choose two.
  const body = { name, source: { kind: 'path', path }, profile: 'int8-row' };
  const { id } = await controlPlane.post<{ id: string }>('/models', body);
  return id;
}

async function createEndpoint(
  controlPlane: ControlPlaneProcess,
  tenant: string,
  body: { readonly name: string; readonly modelId: string; readonly minReplicas: number },
): Promise<string> {
  const { id } = await controlPlane.post<{ id: string }>(`${tenant}/endpoints`, body);
  return `${tenant}/endpoints/${id}`;
}
