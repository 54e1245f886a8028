import { once } from 'node:events';
import { createServer, type IncomingHttpHeaders, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import {
  decodeBodySchema,
  decodeEventContentType,
  encodeEventLine,
  type DecodeBody,
  type DecodeEvent,
} from '@slipstream/contract';

/**
 * A worker that answers what a test tells it to, over real HTTP. It stands in for the real one so that tests can stop
 * time at any event: hold an answer back, break it off, or flood.
 */
export class FakeWorker {
  private readonly waiting: ((call: FakeCall) => void)[] = [];
  private readonly arrived: FakeCall[] = [];
  private script: ((call: FakeCall) => void) | undefined;

  private constructor(
    private readonly server: ReturnType<typeof createServer>,
    readonly address: string,
  ) {}

  static async start(): Promise<FakeWorker> {
    const server = createServer();
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    const { port } = server.address() as AddressInfo;
    const worker = new FakeWorker(server, `http://127.0.0.1:${port}`);
    server.on('request', (request, response) => void worker.take(request, response));
    return worker;
  }

  /** Answers every call from now on by itself. */
  answerWith(script: (call: FakeCall) => void): void {
    this.script = script;
  }

  /** From now on calls wait for `nextCall`. */
  answerByHand(): void {
    this.script = undefined;
  }

  nextCall(): Promise<FakeCall> {
    const call = this.arrived.shift();
    return call ? Promise.resolve(call) : new Promise((resolve) => this.waiting.push(resolve));
  }

  async close(): Promise<void> {
    this.server.closeAllConnections();
    this.server.close();
    await once(this.server, 'close');
  }

  private async take(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const chunks: Buffer[] = [];
    for await (const chunk of request as AsyncIterable<Buffer>) {
      chunks.push(chunk);
    }
    const body = decodeBodySchema.parse(JSON.parse(Buffer.concat(chunks).toString('utf8')));
    const call = new FakeCall(body, request.headers, response);
    const waiting = this.waiting.shift();
    if (this.script) {
      this.script(call);
    } else if (waiting) {
      waiting(call);
    } else {
      this.arrived.push(call);
    }
  }
}

export class FakeCall {
  /** Resolves when the gateway has closed the connection before the answer was whole. */
  readonly aborted: Promise<void>;

  constructor(
    readonly body: DecodeBody,
    readonly headers: IncomingHttpHeaders,
    private readonly response: ServerResponse,
  ) {
    this.aborted = new Promise((resolve) => {
      response.once('close', () => {
        if (!response.writableFinished) {
          resolve();
        }
      });
    });
  }

  send(...events: DecodeEvent[]): void {
    this.start();
    this.response.write(events.map(encodeEventLine).join(''));
  }

  /** Whether the event was accepted within the time given; if not, the gateway has stopped reading. */
  async sendWithin(event: DecodeEvent, limitMs: number): Promise<boolean> {
    this.start();
    if (this.response.write(encodeEventLine(event))) {
      return true;
    }
    try {
      await once(this.response, 'drain', { signal: AbortSignal.timeout(limitMs) });
      return true;
    } catch {
      return false;
    }
  }

  end(): void {
    this.response.end();
  }

  /** A whole answer of one choice per requested choice. */
  answer(...texts: string[]): void {
    this.send(start(), ...choices(this.body.n, texts), done(this.body.n * texts.length));
    this.end();
  }

  refuse(status: number, code: string, message: string): void {
    this.response.writeHead(status, { 'content-type': 'application/json' });
    this.response.end(JSON.stringify({ code, message }));
  }

  sendGarbage(text: string): void {
    this.start();
    this.response.write(text);
  }

  /** Breaks the connection off once what was sent is out. */
  destroy(): void {
    if (this.response.headersSent) this.response.write('\n', () => this.response.destroy());
    else this.response.destroy();
  }

  private start(): void {
    if (!this.response.headersSent) {
      this.response.writeHead(200, { 'content-type': decodeEventContentType });
    }
  }
}

export function start(): DecodeEvent {
  return { type: 'start', promptTokens: 10, cachedTokens: 4, fingerprint: 'fp_test' };
}

export function delta(text: string, index = 0): DecodeEvent {
  return { type: 'delta', index, text, tokens: [7] };
}

export function finish(
  index = 0,
  reason: 'stop' | 'length' | 'aborted' = 'stop',
  completionTokens = 1,
): DecodeEvent {
  return { type: 'finish', index, reason, completionTokens };
}

export function done(completionTokens: number): DecodeEvent {
  return {
    type: 'done',
    usage: { promptTokens: 10, completionTokens, cachedTokens: 4 },
    speculation: { steps: 1, draftedTokens: 0, acceptedTokens: 0, acceptanceLength: 1 },
  };
}

function choices(count: number, texts: readonly string[]): DecodeEvent[] {
  return Array.from({ length: count }, (_, index) => [
    ...texts.map((text) => delta(text, index)),
    finish(index, 'stop', texts.length),
  ]).flat();
}
