import { once } from 'node:events';
import type { DecodeEvent } from '@slipstream/contract';
import type { FastifyReply } from 'fastify';
import type { ApiError } from '../api-error.js';
import type { ChunkWriter } from '../openai/chunk-writer.js';
import {
  encodeServerSentEvent,
  lastServerSentEvent,
  serverSentEventHeaders,
} from '../openai/server-sent-events.js';
import { ClientGone } from './client-gone.js';

export interface StreamDeliveryOptions {
  reply: FastifyReply;
  signal: AbortSignal;
  writer: ChunkWriter;
  /** Sees every event once it has been sent on. */
  onDelivered: (event: DecodeEvent) => void;
}

/** A client that reads nothing for this long is as good as gone, and holds a slot of its endpoint. */
const stallMsMax = 60_000;

/**
 * Sends events on as server-sent events. The headers wait for the first text: until then a failure can still be told
 * by a status. The next batch is read only once the client has taken the one before.
 */
export class StreamDelivery {
  hasStarted = false;

  constructor(private readonly options: StreamDeliveryOptions) {}

  async consume(batches: AsyncIterable<DecodeEvent[]>): Promise<void> {
    const { writer } = this.options;
    for await (const events of batches) {
      const frames = events.flatMap((event) => writer.write(event)).map(encodeServerSentEvent);
      if (frames.length > 0) {
        await this.send(frames.join(''));
      }
      events.forEach(this.options.onDelivered);
    }
    this.options.reply.raw.end(lastServerSentEvent);
  }

  /** Tells a client in mid-stream what happened. There is no `[DONE]`: the answer is not whole. */
  fail(error: ApiError): void {
    this.options.reply.raw.end(encodeServerSentEvent(error.body));
  }

  private async send(text: string): Promise<void> {
    this.options.signal.throwIfAborted();
    this.start();
    if (!this.options.reply.raw.write(text)) {
      await this.drained();
    }
  }

  private start(): void {
    if (this.hasStarted) {
      return;
    }
    this.hasStarted = true;
    const { reply } = this.options;
    reply.hijack();
    reply.raw.writeHead(200, {
      ...(reply.getHeaders() as Record<string, string>),
      ...serverSentEventHeaders,
    });
  }

  private async drained(): Promise<void> {
    const { reply, signal } = this.options;
    const stalled = AbortSignal.timeout(stallMsMax);
    try {
      await once(reply.raw, 'drain', { signal: AbortSignal.any([signal, stalled]) });
    } catch (error) {
      signal.throwIfAborted();
      if (stalled.aborted) {
        reply.raw.destroy();
        throw new ClientGone();
      }
      throw error;
    }
  }
}
