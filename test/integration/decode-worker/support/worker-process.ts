import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { createInterface } from 'node:readline';

import type { DecodeBody } from '@slipstream/contract';

import { DecodeStream, postTo } from '../../support/decode-stream.js';

const program = join(process.cwd(), 'apps', 'decode-worker', 'dist', 'main.js');
const token = 'a-replica-token-for-tests';

/** A decode-worker as its supervisor starts it. */
export class WorkerProcess {
  private constructor(
    private readonly child: ChildProcess,
    readonly address: string,
  ) {}

  /** Resolves when the worker is ready. */
  static async start(
    targetFolder: string,
    dataFolder: string,
    environment: Readonly<Record<string, string>> = {},
  ): Promise<WorkerProcess> {
    const child = spawn(process.execPath, [program], {
      env: {
        TARGET_FOLDER: targetFolder,
        REPLICA_ID: 'rep_test',
        ENDPOINT_ID: 'ep_test',
        REPLICA_TOKEN: token,
        DATA_DIR: dataFolder,
        THREADS: '1',
        LOG_LEVEL: 'warn',
        SUPERVISED: '1',
        ...environment,
      },
      stdio: ['pipe', 'pipe', 'inherit'],
    });
    let port: number | undefined;
    for await (const line of createInterface({ input: child.stdout! })) {
      const notice = JSON.parse(line) as { event: string; port?: number; reason?: string };
      port = notice.port ?? port;
      if (notice.event === 'ready') return new WorkerProcess(child, `http://127.0.0.1:${port}`);
      if (notice.event === 'failed') throw new Error(notice.reason);
    }
    throw new Error('the worker ended before it was ready');
  }

  post(path: string, body: unknown, bearer = token): Promise<Response> {
    return postTo({ address: this.address, token: bearer }, path, body);
  }

  decode(body: Partial<DecodeBody>): DecodeStream {
    return DecodeStream.open({ address: this.address, token }, body);
  }

  stop(): Promise<void> {
    return this.end('SIGTERM');
  }

  /** Ends it at once, as a crash or the system would. */
  kill(): Promise<void> {
    return this.end('SIGKILL');
  }

  signal(name: NodeJS.Signals): void {
    this.child.kill(name);
  }

  private async end(signal: NodeJS.Signals): Promise<void> {
    if (this.child.exitCode !== null || this.child.signalCode !== null) return;
    const closed = once(this.child, 'close');
    this.child.kill(signal);
    await closed;
  }
}
