import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { tinyGguf } from '@slipstream/target-compiler/testing';

import { startTestDatabase, type TestDatabase } from '../../support/postgres.js';
import { type Answer, ControlPlaneProcess, type Sent } from './control-plane-process.js';

export const workerSecret = 'a secret of the platform, long enough';

/** A tenant with a key that may do everything within it, and an endpoint whose model never comes. */
export interface TestTenant {
  readonly id: string;
  readonly key: string;
  readonly keyId: string;
  readonly endpointId: string;
  /** Its owner's account. */
  readonly userId: string;
  /** One that nobody has accepted. */
  readonly invitationId: string;
  readonly webhookId: string;
  readonly budgetId: string;
}

/** A control plane on a database of its own, with nothing in it. */
export class AdminHarness {
  private constructor(
    private process: ControlPlaneProcess,
    readonly database: TestDatabase,
    /** A model that failed, so that no endpoint on it ever starts a worker. */
    readonly modelId: string,
    /** Where models, targets and journals lie. */
    readonly folder: string,
    private readonly settings: Readonly<Record<string, string>>,
  ) {}

  static async start({
    logLevel = 'fatal',
    settings = {} as Readonly<Record<string, string>>,
  } = {}): Promise<AdminHarness> {
    const folder = await mkdtemp(join(tmpdir(), 'slipstream-admin-'));
    const database = await startTestDatabase();
    const options = { databaseUrl: database.url, dataFolder: folder, workerSecret, logLevel, settings };
    const controlPlane = await ControlPlaneProcess.start(options);
    const path = join(folder, 'broken.gguf');
    await writeFile(path, 'no model');
    const body = { name: 'broken', source: { kind: 'path', path }, profile: 'int8-row' };
    const { id } = await controlPlane.post<{ id: string }>('/models', body);
    return new AdminHarness(controlPlane, database, id, folder, settings);
  }

  get controlPlane(): ControlPlaneProcess {
    return this.process;
  }

  /** Kills the control plane and starts another one on the same database. */
  async crash(): Promise<void> {
    await this.process.kill();
    this.process = await ControlPlaneProcess.start({
      databaseUrl: this.database.url,
      dataFolder: this.folder,
      workerSecret,
      settings: this.settings,
    });
  }

  /** A model of two layers that starts in a second; its answers make no sense. */
  async registerTinyModel(name: string): Promise<string> {
    const path = join(this.folder, `${name}.gguf`);
    await writeFile(path, tinyGguf({ contextLength: 512, seed: 1 }));
    const body = { name, source: { kind: 'path', path }, profile: 'int8-row' };
    return (await this.controlPlane.post<{ id: string }>('/models', body)).id;
  }

  send<Body = Record<string, unknown>>(method: string, path: string, sent?: Sent): Promise<Answer<Body>> {
    return this.controlPlane.send<Body>(method, path, sent);
  }

  async createTenant(name: string): Promise<TestTenant> {
    const { id } = await this.controlPlane.post<{ id: string }>('/tenants', { name });
    const key = await this.controlPlane.post<{ id: string; secret: string }>(`/tenants/${id}/keys`, {
      name: 'admin',
      scopes: ['admin'],
    });
    const endpoint = await this.controlPlane.post<{ id: string }>(`/tenants/${id}/endpoints`, {
      name: 'chat',
      modelId: this.modelId,
    });
    const open = await this.invite(id, `${name}-guest@example.com`);
    const { token } = await this.invite(id, `${name}@example.com`);
    const owner = { token, name, password: 'correct horse battery staple' };
    const { user } = await this.controlPlane.post<{ user: { id: string } }>('/invitations/accept', owner);
    const hook = { url: 'https://hooks.example.com/slipstream', eventTypes: ['budget.threshold_reached'] };
    const webhook = await this.controlPlane.post<{ id: string }>(`/tenants/${id}/webhooks`, hook);
    const spending = { name: 'all', period: 'month', tokens: 1_000_000, thresholds: [80] };
    const budget = await this.controlPlane.post<{ id: string }>(`/tenants/${id}/budgets`, spending);
    const made = { userId: user.id, invitationId: open.id, webhookId: webhook.id, budgetId: budget.id };
    return { id, key: key.secret, keyId: key.id, endpointId: endpoint.id, ...made };
  }

  private invite(tenantId: string, email: string): Promise<{ id: string; token: string }> {
    return this.controlPlane.post(`/tenants/${tenantId}/invitations`, { email, role: 'owner' });
  }

  async close(): Promise<void> {
    await this.controlPlane.stop();
    await this.database.stop();
    await rm(this.folder, { recursive: true, force: true });
  }
}
