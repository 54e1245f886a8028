import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { createInterface } from 'node:readline';

const program = join(
  process.cwd(),
  ...['test', 'dist', 'integration', 'control-plane', 'support', 'webhook-receiver.js'],
);

export interface ReceivedWebhook {
  /** `forged` for a request whose signature is not right. */
  readonly id: string;
  readonly body: string;
}

export type Behaviour = 'accept' | 'refuse' | 'redirect' | 'gone' | 'die';

/** A receiver that can be killed and started again on its port. */
export class WebhookReceiver {
  private readonly received: ReceivedWebhook[] = [];
  private child: ChildProcess | undefined;

  private constructor(readonly port: number) {}

  /** Takes a free port; nobody listens there until `start`. */
  static async reserve(): Promise<WebhookReceiver> {
    const server = createServer().listen(0, '127.0.0.1');
    await once(server, 'listening');
    const { port } = server.address() as { port: number };
    server.close();
    await once(server, 'close');
    return new WebhookReceiver(port);
  }

  get url(): string {
    return `http://127.0.0.1:${this.port}/hook`;
  }

  /** What has come so far, over all of its lives. */
  get requests(): readonly ReceivedWebhook[] {
    return this.received;
  }

  async start(behaviour: Behaviour, ...secrets: readonly string[]): Promise<void> {
    await this.kill();
    const child = spawn(process.execPath, [program, String(this.port), behaviour, ...secrets], {
      stdio: ['pipe', 'pipe', 'inherit'],
    });
    this.child = child;
    const lines = createInterface({ input: child.stdout });
    await once(lines, 'line');
    lines.on('line', (line) => this.received.push(JSON.parse(line) as ReceivedWebhook));
  }

  async kill(): Promise<void> {
    const { child } = this;
    this.child = undefined;
    if (child === undefined || child.exitCode !== null || child.signalCode !== null) return;
    const closed = once(child, 'close');
    child.kill('SIGKILL');
    await closed;
  }
}
