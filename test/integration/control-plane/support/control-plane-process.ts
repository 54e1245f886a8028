import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { createInterface } from 'node:readline';

import { newApiKeySecret } from '@slipstream/persistence';

const program = join(process.cwd(), 'apps', 'control-plane', 'dist', 'main.js');

export interface ControlPlaneOptions {
  readonly databaseUrl: string;
  readonly dataFolder: string;
  readonly workerSecret: string;
}

/** The control plane as the launcher starts it, with a platform key. */
export class ControlPlaneProcess {
  private constructor(
    private readonly child: ChildProcess,
    private readonly origin: string,
    private readonly key: string,
  ) {}

  static async start(options: ControlPlaneOptions): Promise<ControlPlaneProcess> {
    const key = newApiKeySecret();
    const child = spawn(process.execPath, [program], {
      env: {
        DATABASE_URL: options.databaseUrl,
        DATA_DIR: options.dataFolder,
        MIGRATIONS_DIR: join(process.cwd(), 'prisma', 'migrations'),
        BOOTSTRAP_ADMIN_KEY: key,
        WORKER_SECRET: options.workerSecret,
        LOG_LEVEL: 'fatal',
        SUPERVISED: '1',
      },
      stdio: ['pipe', 'pipe', 'inherit'],
    });
    for await (const line of createInterface({ input: child.stdout! })) {
      const { port } = JSON.parse(line) as { port: number };
      return new ControlPlaneProcess(child, `http://127.0.0.1:${port}/api/v1`, key);
    }
    throw new Error('the control plane ended before it listened');
  }

  get<Body>(path: string): Promise<Body> {
    return this.request('GET', path);
  }

  post<Body>(path: string, body: unknown): Promise<Body> {
    return this.request('POST', path, body);
  }

  /** Asks until the answer is as wanted; the test's own time limit ends the wait. */
  async until<Body>(path: string, isWanted: (body: Body) => boolean): Promise<Body> {
    for (;;) {
      const body = await this.get<Body>(path);
      if (isWanted(body)) return body;
    }
  }

  async stop(): Promise<void> {
    const closed = once(this.child, 'close');
    this.child.kill('SIGTERM');
    await closed;
  }

  private async request<Body>(method: string, path: string, body?: unknown): Promise<Body> {
    const response = await fetch(`${this.origin}${path}`, {
      method,
      headers: { authorization: `Bearer ${this.key}`, 'content-type': 'application/json' },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    if (!response.ok) throw new Error(`${method} ${path}: ${response.status} ${await response.text()}`);
    return (await response.json()) as Body;
  }
}
