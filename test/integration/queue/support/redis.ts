import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { connect, createServer } from 'node:net';

/** Whether this machine has a Redis to test with; the platform itself needs none. */
export const isRedisInstalled = spawnSync('redis-server', ['--version']).status === 0;

/** A Redis in memory, on a port of its own. */
export class TestRedis {
  private constructor(
    private readonly server: ChildProcess,
    private readonly port: number,
  ) {}

  static async start(): Promise<TestRedis> {
    const port = await freePort();
    const server = spawn('redis-server', ['--port', String(port), '--save', '', '--bind', '127.0.0.1']);
    const [line] = (await once(server.stdout, 'data')) as [Buffer];
    for (let text = String(line); !text.includes('Ready to accept');) {
      text += String(((await once(server.stdout, 'data')) as [Buffer])[0]);
    }
    return new TestRedis(server, port);
  }

  get url(): string {
    return `redis://127.0.0.1:${this.port}`;
  }

  /** Forgets all jobs. */
  async clear(): Promise<void> {
    const socket = connect(this.port, '127.0.0.1');
    socket.write('FLUSHALL\r\n');
    await once(socket, 'data');
    socket.destroy();
  }

  async stop(): Promise<void> {
    this.server.kill();
    await once(this.server, 'exit');
  }
}

async function freePort(): Promise<number> {
  const probe = createServer().listen(0, '127.0.0.1');
  await once(probe, 'listening');
  const { port } = probe.address() as { port: number };
  probe.close();
  await once(probe, 'close');
  return port;
}
