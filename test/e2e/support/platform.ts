import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const root = process.cwd();

/** The whole platform as `npm start` brings it up, on a data folder of its own. */
export class Platform {
  private output = '';
  private child: ChildProcess | undefined;

  private constructor(
    readonly dataFolder: string,
    readonly port: number,
  ) {}

  static async create(): Promise<Platform> {
    return new Platform(mkdtempSync(join(tmpdir(), 'slipstream-e2e-')), await freePort());
  }

  get origin(): string {
    return `http://127.0.0.1:${this.port}`;
  }

  get key(): string {
    return this.announced(/API key\s+(\S+)/);
  }

  get adminKey(): string {
    return this.announced(/Admin key\s+(\S+)/);
  }

  get model(): string {
    return this.announced(/Model\s+(\S+)/);
  }

  /** The command that people are told to try. */
  get curl(): string {
    return this.announced(/(curl -N [\s\S]*?\}')\n/);
  }

  /** Types `npm start` and resolves when it says that it is ready. */
  async start(): Promise<void> {
    this.output = '';
    const child = this.spawn();
    await new Promise<void>((resolve, reject) => {
      child.stdout!.on('data', () => this.output.includes('Press Ctrl-C') && resolve());
      child.once('close', (code) => reject(new Error(`npm start ended with ${code}:\n${this.output}`)));
    });
  }

  /** A second `npm start` beside the running one: how it ends, and what it says. */
  async startAgain(args: readonly string[] = []): Promise<{ code: number | null; output: string }> {
    const child = spawn('npm', ['start', '--silent', '--', '--data-dir', this.dataFolder, ...args], {
      cwd: root,
    });
    let output = '';
    for (const stream of [child.stdout, child.stderr])
      stream.on('data', (text: Buffer) => (output += text.toString()));
    const [code] = (await once(child, 'close')) as [number | null];
    return { code, output };
  }

  /** Ctrl-C; resolves when everything that held the terminal has ended. */
  async stop(): Promise<void> {
    const { child } = this;
    if (child === undefined || child.exitCode !== null || child.signalCode !== null) return;
    const closed = once(child, 'close');
    process.kill(-child.pid!, 'SIGINT');
    await closed;
  }

  async admin<Body>(path: string): Promise<Body> {
    const response = await fetch(`${this.origin}/api/v1${path}`, {
      headers: { authorization: `Bearer ${this.adminKey}` },
    });
    if (!response.ok) throw new Error(`${path}: ${response.status} ${await response.text()}`);
    return (await response.json()) as Body;
  }

  async remove(): Promise<void> {
    await this.stop();
    rmSync(this.dataFolder, { recursive: true, force: true });
  }

  private spawn(): ChildProcess {
    const args = ['start', '--silent', '--', '--port', String(this.port), '--data-dir', this.dataFolder];
    // A group of its own, so that a signal reaches npm and the launcher alike, as Ctrl-C at a terminal does.
    const child = spawn('npm', args, { cwd: root, detached: true, stdio: ['ignore', 'pipe', 'pipe'] });
    for (const stream of [child.stdout, child.stderr]) {
      stream.on('data', (text: Buffer) => (this.output += text.toString()));
    }
    this.child = child;
    return child;
  }

  private announced(pattern: RegExp): string {
    const found = pattern.exec(this.output)?.[1];
    if (found === undefined) throw new Error(`npm start did not say ${String(pattern)}:\n${this.output}`);
    return found;
  }
}

async function freePort(): Promise<number> {
  const server = createServer();
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  return port;
}
