import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { createInterface } from 'node:readline';

import { type DecodeBody, type DecodeEvent, EventLineDecoder } from '@slipstream/contract';

const program = join(process.cwd(), 'apps', 'decode-worker', 'dist', 'main.js');
const token = 'a-replica-token-for-tests';

/** A decode-worker as its supervisor starts it. */
export class WorkerProcess {
  private constructor(
    private readonly child: ChildProcess,
    private readonly address: string,
  ) {}

  /** Resolves when the worker is ready. */
  static async start(targetFolder: string, dataFolder: string): Promise<WorkerProcess> {
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
    return fetch(`${this.address}${path}`, {
      method: 'POST',
      headers: { authorization: `Bearer ${bearer}`, 'content-type': 'application/json' },
      body: JSON.stringify(body),
    });
  }

  decode(body: Partial<DecodeBody>): DecodeStream {
    return new DecodeStream(this.post('/v1/decode', { ...plainBody, ...body }));
  }

  async stop(): Promise<void> {
    const closed = once(this.child, 'close');
    this.child.kill('SIGTERM');
    await closed;
  }
}

/** The events of one answer as they come. */
export class DecodeStream {
  readonly events: DecodeEvent[] = [];
  /** Resolves with all events when the answer has ended. */
  readonly ended: Promise<readonly DecodeEvent[]>;
  /** Resolves with the first event that brings text. */
  readonly begun: Promise<void>;
  private begin!: () => void;

  constructor(response: Promise<Response>) {
    this.begun = new Promise((resolve) => (this.begin = resolve));
    this.ended = this.read(response);
  }

  private async read(answer: Promise<Response>): Promise<readonly DecodeEvent[]> {
    const response = await answer;
    if (!response.ok) throw new Error(await response.text());
    const decoder = new EventLineDecoder();
    for await (const chunk of response.body!) {
      this.events.push(...decoder.push(chunk as Uint8Array));
      if (this.events.some(({ type }) => type === 'delta')) this.begin();
    }
    return this.events;
  }
}

/** Tokens 0 to 2 of a tiny model are control tokens: without them an answer goes on to its limit. */
const plainBody: DecodeBody = {
  requestId: 'req_test',
  input: { kind: 'text', prompt: 'the wind' },
  sampling: {
    temperature: 0.9,
    topP: 1,
    topK: 0,
    minP: 0,
    presencePenalty: 0,
    frequencyPenalty: 0,
    seed: 1,
    logitBias: { '0': -100, '1': -100, '2': -100 },
  },
  n: 1,
  maxTokens: 64,
  stop: [],
  topLogprobs: null,
  speculation: 'auto',
};

export const sampledWith = (seed: number): Pick<DecodeBody, 'sampling'> => ({
  sampling: { ...plainBody.sampling, seed },
});
