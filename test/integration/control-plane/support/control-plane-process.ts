import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { setTimeout as delay } from 'node:timers/promises';

import { newApiKeySecret } from '@slipstream/persistence';

import { ContractChecker } from './contract-checker.js';

const contract = ContractChecker.fromFile();
const lookPauseMs = 25;
const program = join(process.cwd(), 'apps', 'control-plane', 'dist', 'main.js');

export interface ControlPlaneOptions {
  readonly databaseUrl: string;
  readonly dataFolder: string;
  readonly workerSecret: string;
  readonly logLevel?: string;
  /** More of its environment. */
  readonly settings?: Readonly<Record<string, string>>;
}

export interface Sent {
  /** By default the platform's. */
  readonly key?: string;
  readonly headers?: Readonly<Record<string, string>>;
  /** Sent as JSON; text goes as it is. */
  readonly body?: unknown;
}

export interface Answer<Body = Record<string, unknown>> {
  readonly status: number;
  readonly headers: Headers;
  /** Undefined where there is none. */
  readonly body: Body;
  readonly text: string;
}

/** The control plane as the launcher starts it, with a platform key. */
export class ControlPlaneProcess {
  /** Resolves when it has ended, by itself too. */
  readonly exited: Promise<unknown>;
  private log = '';

  private constructor(
    private readonly child: ChildProcess,
    /** `http://host:port` */
    readonly origin: string,
    readonly key: string,
  ) {
    this.exited = once(child, 'close');
    child.stderr!.setEncoding('utf8').on('data', (text: string) => (this.log += text));
  }

  static async start(options: ControlPlaneOptions): Promise<ControlPlaneProcess> {
    const key = newApiKeySecret();
    const child = spawn(process.execPath, [program], {
      env: {
        DATABASE_URL: options.databaseUrl,
        DATA_DIR: options.dataFolder,
        MIGRATIONS_DIR: join(process.cwd(), 'prisma', 'migrations'),
        BOOTSTRAP_ADMIN_KEY: key,
        WORKER_SECRET: options.workerSecret,
        ...options.settings,
        LOG_LEVEL: options.logLevel ?? 'fatal',
        SUPERVISED: '1',
      },
      stdio: ['pipe', 'pipe', 'pipe'],
    });
    for await (const line of createInterface({ input: child.stdout! })) {
      const { port } = JSON.parse(line) as { port: number };
      return new ControlPlaneProcess(child, `http://127.0.0.1:${port}`, key);
    }
    throw new Error('the control plane ended before it listened');
  }

  /** Everything it has logged so far. */
  get logged(): string {
    return this.log;
  }

  /** Sends a request below `/api/v1` and returns whatever comes back, provided that the contract documents it. */
  async send<Body = Record<string, unknown>>(
    method: string,
    path: string,
    { key = this.key, headers = {}, body }: Sent = {},
  ): Promise<Answer<Body>> {
    const response = await fetch(`${this.origin}/api/v1${path}`, {
      method,
      headers: {
        ...(key === '' ? {} : { authorization: `Bearer ${key}` }),
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
        ...headers,
      },
      ...(body === undefined ? {} : { body: typeof body === 'string' ? body : JSON.stringify(body) }),
    });
    const text = await response.text();
    const { status, headers: answered } = response;
    const parsed: unknown = text === '' ? undefined : JSON.parse(text);
    const contentType = answered.get('content-type') ?? '';
    contract.check({ method, path: `/api/v1${path}`, status, contentType, body: parsed });
    return { status, headers: answered, body: parsed as Body, text };
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
      // What is waited for needs the processor more.
      await delay(lookPauseMs);
    }
  }

  stop(): Promise<void> {
    return this.end('SIGTERM');
  }

  /** Ends it at once, as a crash would. Its workers end with it, because their standard input closes. */
  kill(): Promise<void> {
    return this.end('SIGKILL');
  }

  signal(name: NodeJS.Signals): void {
    this.child.kill(name);
  }

  private async end(signal: NodeJS.Signals): Promise<void> {
    this.child.kill(signal);
    await this.exited;
  }

  private async request<Body>(method: string, path: string, body?: unknown): Promise<Body> {
    const answer = await this.send<Body>(method, path, { body });
    if (answer.status >= 400) throw new Error(`${method} ${path}: ${answer.status} ${answer.text}`);
    return answer.body;
  }
}
