import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { createInterface } from 'node:readline';

const mainFile = join(process.cwd(), 'apps', 'gateway', 'dist', 'main.js');

export const workerSecret = 'a secret of the test, long enough';

export interface GatewayExit {
  code: number | null;
  stderr: string;
}

/** The gateway as it runs in production: its own process, configured by its environment. */
export class GatewayProcess {
  private stderr = '';
  readonly exited: Promise<GatewayExit>;

  private constructor(private readonly child: ChildProcess) {
    child.stderr!.setEncoding('utf8').on('data', (text: string) => (this.stderr += text));
    this.exited = once(child, 'close').then(([code]) => ({
      code: code as number | null,
      stderr: this.stderr,
    }));
  }

  static spawn(environment: Record<string, string>): GatewayProcess {
    const child = spawn(process.execPath, [mainFile], {
      env: { HOST: '127.0.0.1', PORT: '0', WORKER_SECRET: workerSecret, ...environment },
      stdio: ['pipe', 'pipe', 'pipe'],
    });
    return new GatewayProcess(child);
  }

  /** Resolves with the origin the gateway listens on. */
  async listening(): Promise<string> {
    const lines = createInterface({ input: this.child.stdout! });
    const [line] = (await Promise.race([
      once(lines, 'line'),
      this.exited.then(({ stderr }) => Promise.reject(new Error(`The gateway ended: ${stderr}`))),
    ])) as [string];
    const { port } = JSON.parse(line) as { port: number };
    return `http://127.0.0.1:${port}`;
  }

  /** Everything logged so far. */
  get log(): string {
    return this.stderr;
  }

  signal(name: NodeJS.Signals): void {
    this.child.kill(name);
  }

  closeStdin(): void {
    this.child.stdin!.end();
  }

  async stop(): Promise<void> {
    this.child.kill('SIGKILL');
    await this.exited;
  }
}
