import { decodeErrorBodySchema, type DecodeBody, type DecodeEvent } from '@slipstream/contract';
import type { TraceHeaders } from '@slipstream/observability';
import { deriveReplicaToken, type ReplicaRoute } from '@slipstream/persistence';
import { Agent, type Dispatcher } from 'undici';
import { readEvents } from './read-events.js';
import { WorkerError, type WorkerErrorKind } from './worker-error.js';

export interface DecodeCall {
  replica: ReplicaRoute;
  body: DecodeBody;
  /** The client's correlation id, for the worker's logs. */
  correlationId: string;
  /** The span that the worker's own belongs under. */
  traceHeaders: TraceHeaders;
  signal: AbortSignal;
}

/** Loopback and cluster networks connect in milliseconds; a worker that does not answer by then is gone. */
const connectTimeoutMs = 2_000;
/** The longest silence of a worker before text: a long prompt may wait and be read. */
const promptMsMax = 300_000;
/** Small, so that a slow client stops the worker's stream soon instead of filling this process's memory. */
const readBufferBytes = 16_384;
const errorBodyBytesMax = 65_536;

export interface WorkerClientOptions {
  workerSecret: string;
  /** Longest silence of a worker in the middle of an answer. */
  silenceMsMax: number;
}

/** Speaks the worker protocol over kept-alive connections. */
export class WorkerClient {
  private readonly agent = new Agent({
    connect: { timeout: connectTimeoutMs },
    headersTimeout: promptMsMax,
    bodyTimeout: promptMsMax,
    // A worker closes idle connections after 5 s; letting go first avoids writing into a closing one.
    keepAliveTimeout: 4_000,
    keepAliveMaxTimeout: 4_000,
  });

  constructor(private readonly options: WorkerClientOptions) {}

  /**
   * Starts decoding. The events come in the batches they arrived in; a batch is only read once the one before has
   * been taken. Leaving the iteration, or aborting the signal, closes the connection and so stops the decoding.
   */
  async decode(call: DecodeCall): Promise<AsyncIterable<DecodeEvent[]>> {
    const stall = new AbortController();
    const signal = AbortSignal.any([call.signal, stall.signal]);
    const response = await this.request({ ...call, signal });
    if (response.statusCode !== 200) {
      throw await refusalOf(response);
    }
    const { silenceMsMax } = this.options;
    return readEvents(response.body, call.signal, {
      silenceMsMax,
      onStall: () => stall.abort(stalled(silenceMsMax)),
    });
  }

  async close(): Promise<void> {
    await this.agent.destroy();
  }

  private async request({
    replica,
    body,
    correlationId,
    traceHeaders,
    signal,
  }: DecodeCall): Promise<Dispatcher.ResponseData> {
    const token = deriveReplicaToken({
      workerSecret: this.options.workerSecret,
      replicaId: replica.id,
      epoch: replica.epoch,
    });
    try {
      return await this.agent.request({
        origin: replica.address,
        path: '/v1/decode',
        method: 'POST',
        headers: {
          ...traceHeaders,
          authorization: `Bearer ${token}`,
          'content-type': 'application/json',
          'x-request-id': correlationId,
        },
        body: JSON.stringify(body),
        signal,
        highWaterMark: readBufferBytes,
      });
    } catch (cause) {
      signal.throwIfAborted();
      const isDisconnected =
        cause instanceof Error && disconnectCodes.has(Reflect.get(cause, 'code') as string);
      throw new WorkerError({
        kind: isDisconnected ? 'disconnected' : 'unavailable',
        code: 'replica_unreachable',
        message: 'The worker did not answer.',
        cause,
      });
    }
  }
}

function stalled(silenceMs: number): WorkerError {
  const message = `The worker was silent for ${silenceMs} ms in the middle of an answer.`;
  return new WorkerError({ kind: 'unavailable', code: 'replica_failed', message });
}

const disconnectCodes = new Set(['UND_ERR_SOCKET', 'ECONNRESET', 'EPIPE']);

async function refusalOf({ statusCode, body }: Dispatcher.ResponseData): Promise<WorkerError> {
  const parsed = decodeErrorBodySchema.safeParse(await readJson(body));
  const { code, message } = parsed.success
    ? parsed.data
    : { code: 'unexpected_answer', message: `The worker answered with status ${statusCode}.` };
  return new WorkerError({ kind: kindOfStatus(statusCode, code), code, message });
}

function kindOfStatus(status: number, code: string): WorkerErrorKind {
  if (status === 400 || status === 413) {
    return 'refused';
  }
  if (status === 401 || (status === 503 && code !== 'overloaded')) {
    return 'unavailable';
  }
  return code === 'overloaded' ? 'overloaded' : 'failed';
}

async function readJson(body: Dispatcher.ResponseData['body']): Promise<unknown> {
  const chunks: Buffer[] = [];
  let byteCount = 0;
  try {
    for await (const chunk of body as AsyncIterable<Buffer>) {
      byteCount += chunk.length;
      if (byteCount > errorBodyBytesMax) {
        return undefined;
      }
      chunks.push(chunk);
    }
    return JSON.parse(Buffer.concat(chunks).toString('utf8')) as unknown;
  } catch {
    return undefined;
  }
}
