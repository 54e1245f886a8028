import { type ChildProcess, spawn } from 'node:child_process';
import { createWriteStream, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';

import type { ReplicaId } from '@slipstream/domain';

import { SignsOfLife } from './signs-of-life.js';
import type { ReplicaEvents, ReplicaProvider, ReplicaSpecification } from './replica-provider.js';

export interface LocalProcessOptions {
  /** The decode-worker's program. */
  readonly workerProgram: string;
  readonly dataFolder: string;
  /** Time a worker has to decode its first token; the first start of a model includes its exactness check. */
  readonly readyDeadlineMs: number;
  /** Time a ready worker may give no sign of life. */
  readonly leaseMs: number;
  /** Time a worker has to end by itself. */
  readonly stopDeadlineMs: number;
  /** What every worker is told besides. */
  readonly environment: Readonly<Record<string, string>>;
}

interface Notice {
  readonly event?: string;
  readonly port?: number;
  readonly reason?: string;
}

/**
 * Replicas as child processes of this one. A worker ends when its standard input closes, which the system does
 * however this process dies, so nothing is ever left running.
 */
export class LocalProcessReplicaProvider implements ReplicaProvider {
  private readonly running = new Map<ReplicaId, { child: ChildProcess; ended: Promise<void> }>();

  constructor(private readonly options: LocalProcessOptions) {}

  start(replica: ReplicaSpecification, events: ReplicaEvents): void {
    const child = spawn(process.execPath, [this.options.workerProgram], {
      env: this.environmentOf(replica),
      stdio: ['pipe', 'pipe', 'pipe'],
      detached: true,
    });
    // A worker that died leaves a closed pipe; its end is told by the exit event.
    child.stdin.on('error', () => undefined);
    const lastLine = this.keepLog(replica, child);
    let reason: string | undefined;
    let port: number | undefined;
    let signs: SignsOfLife | undefined;
    const deadline = setTimeout(() => {
      reason = `it decoded no token within ${this.options.readyDeadlineMs / 1000} s`;
      child.kill('SIGKILL');
    }, this.options.readyDeadlineMs);

    createInterface({ input: child.stdout }).on('line', (line) => {
      const notice = parseNotice(line);
      if (notice.event === 'listening') port = notice.port;
      if (notice.event === 'failed') reason = notice.reason;
      if (notice.event === 'ready' && port !== undefined) {
        clearTimeout(deadline);
        const address = `http://127.0.0.1:${port}`;
        const { leaseMs } = this.options;
        const onSilence = (): void => {
          reason = `it gave no sign of life for ${leaseMs / 1000} s`;
          child.kill('SIGKILL');
        };
        signs = new SignsOfLife({ address, leaseMs, onSilence });
        events.onReady(address);
      }
    });
    const ended = new Promise<void>((resolve) => {
      const end = (why: string): void => {
        clearTimeout(deadline);
        signs?.close();
        if (!this.running.delete(replica.id)) return;
        events.onEnded(reason ?? why);
        resolve();
      };
      child.once('error', (error) => end(`it could not be started: ${error.message}`));
      child.once('close', (code, signal) => end(describeEnd(code, signal, lastLine())));
    });
    this.running.set(replica.id, { child, ended });
    if (child.pid !== undefined) events.onStarted(child.pid);
  }

  async stop(id: ReplicaId): Promise<void> {
    const running = this.running.get(id);
    if (running === undefined) return;
    running.child.kill('SIGTERM');
    const killing = setTimeout(() => running.child.kill('SIGKILL'), this.options.stopDeadlineMs);
    await running.ended;
    clearTimeout(killing);
  }

  async close(): Promise<void> {
    await Promise.all([...this.running.keys()].map((id) => this.stop(id)));
  }

  private environmentOf({ id, endpointId, token, weights }: ReplicaSpecification): NodeJS.ProcessEnv {
    return {
      ...this.options.environment,
      TARGET_FOLDER: weights.targetFolder,
      FIRST_TARGET_FOLDER: weights.firstTargetFolder,
      REPLICA_ID: id,
      ENDPOINT_ID: endpointId,
      REPLICA_TOKEN: token,
      HOST: '127.0.0.1',
      PORT: '0',
      DATA_DIR: this.options.dataFolder,
      SUPERVISED: '1',
    };
  }

  /** Writes what the worker says on standard error to its log; returns the last line of it. */
  private keepLog({ id }: ReplicaSpecification, child: ChildProcess): () => string {
    const folder = join(this.options.dataFolder, 'logs');
    mkdirSync(folder, { recursive: true });
    const log = createWriteStream(join(folder, `replica-${id}.log`), { flags: 'a' });
    let tail = '';
    child.stderr?.on('data', (chunk: Buffer) => (tail = (tail + chunk.toString()).slice(-4000)));
    child.stderr?.pipe(log);
    return () => tail.trim().split('\n').at(-1) ?? '';
  }
}

function describeEnd(code: number | null, signal: NodeJS.Signals | null, lastLine: string): string {
  const how = signal === null ? `it ended with code ${code}` : `it was ended by ${signal}`;
  return lastLine === '' ? how : `${how}; its last line was: ${lastLine}`;
}

function parseNotice(line: string): Notice {
  try {
    return JSON.parse(line) as Notice;
  } catch {
    // Whatever a library prints to standard output is no notice.
    return {};
  }
}
