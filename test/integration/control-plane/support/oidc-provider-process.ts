import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { createInterface } from 'node:readline';

const program = join(process.cwd(), 'test', 'integration', 'control-plane', 'support', 'oidc-provider.mjs');

export async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as { port: number };
  server.close();
  await once(server, 'close');
  return port;
}

/** A real OpenID Connect provider. */
export class OidcProviderProcess {
  static readonly clientId = 'slipstream';
  static readonly clientSecret = 'what the provider knows us by, long enough';

  private constructor(
    private readonly child: ChildProcess,
    readonly issuer: string,
  ) {}

  static async start({ port, callback }: { port: number; callback: string }): Promise<OidcProviderProcess> {
    const args = [program, String(port), callback, OidcProviderProcess.clientSecret];
    const child = spawn(process.execPath, args, { stdio: ['pipe', 'pipe', 'ignore'] });
    const lines = createInterface({ input: child.stdout });
    for await (const line of lines) {
      if (line !== 'listening') continue;
      // It goes on to talk, and must be listened to.
      child.stdout.resume();
      return new OidcProviderProcess(child, `http://127.0.0.1:${port}`);
    }
    throw new Error('the OpenID Connect provider ended before it listened');
  }

  async stop(): Promise<void> {
    if (this.child.exitCode !== null || this.child.signalCode !== null) return;
    const closed = once(this.child, 'close');
    this.child.kill('SIGKILL');
    await closed;
  }
}
