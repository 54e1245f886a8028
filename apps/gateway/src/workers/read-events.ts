import { EventLineDecoder, WorkerProtocolError, type DecodeEvent } from '@slipstream/contract';
import { WorkerError } from './worker-error.js';

/** What becomes of a worker that stops in the middle of an answer, without its connection breaking. */
export interface StallGuard {
  /** Longest wait for anything once text has come; before that a long prompt may wait and be read. */
  silenceMsMax: number;
  /** Breaks the connection off. */
  onStall: () => void;
}

/**
 * Reads a worker's answer to its `done`. Whatever else ends it (an error event, an aborted choice, a broken
 * connection, a line that is no event) becomes a `WorkerError`, so that consumers only ever see a whole answer or a
 * failure.
 */
export async function* readEvents(
  body: AsyncIterable<Uint8Array>,
  signal: AbortSignal,
  guard?: StallGuard,
): AsyncGenerator<DecodeEvent[]> {
  const decoder = new EventLineDecoder();
  const iterator = body[Symbol.asyncIterator]();
  const silence = new Silence(guard);
  let last: DecodeEvent | undefined;
  try {
    for (;;) {
      silence.begin();
      const chunk = await iterator.next();
      silence.end();
      if (chunk.done) break;
      const events = decoder.push(chunk.value);
      const failure = events.findIndex(isFailure);
      const good = failure === -1 ? events : events.slice(0, failure);
      if (good.length > 0) {
        yield good;
      }
      last = events.at(-1) ?? last;
      if (failure !== -1) {
        throw toFailure(events[failure]!);
      }
      if (events.some(isDelta)) silence.arm();
    }
    decoder.end();
  } catch (cause) {
    signal.throwIfAborted();
    throw toWorkerError(cause);
  } finally {
    silence.disarm();
    await iterator.return?.();
  }
  if (last?.type !== 'done') {
    throw new WorkerError({
      kind: 'disconnected',
      code: 'replica_failed',
      message: 'The worker ended its answer before it was done.',
    });
  }
}

/**
 * Bounds the time between asking for something and getting it. A client that reads slowly costs none of it. One timer for
 * all of an answer, moved on with each wait: making one for each token was measurable.
 */
class Silence {
  private timer: NodeJS.Timeout | undefined;
  private isWaiting = false;

  constructor(private readonly guard: StallGuard | undefined) {}

  /** From now on waits are bounded. */
  arm(): void {
    if (this.guard === undefined || this.timer !== undefined) return;
    const { onStall, silenceMsMax } = this.guard;
    this.timer = setTimeout(() => {
      if (this.isWaiting) onStall();
    }, silenceMsMax);
  }

  begin(): void {
    this.isWaiting = true;
    this.timer?.refresh();
  }

  end(): void {
    this.isWaiting = false;
  }

  disarm(): void {
    clearTimeout(this.timer);
  }
}

function isDelta(event: DecodeEvent): boolean {
  return event.type === 'delta';
}

function isFailure(event: DecodeEvent): boolean {
  return event.type === 'error' || (event.type === 'finish' && event.reason === 'aborted');
}

function toFailure(event: DecodeEvent): WorkerError {
  if (event.type === 'error') {
    return new WorkerError({ kind: 'failed', code: event.code, message: event.message });
  }
  const message = 'The worker is shutting down and could not wait for the end of the answer.';
  return new WorkerError({ kind: 'unavailable', code: 'replica_failed', message });
}

/** Whatever is not ours to throw came from the connection. */
function toWorkerError(cause: unknown): WorkerError {
  if (cause instanceof WorkerError) {
    return cause;
  }
  if (cause instanceof WorkerProtocolError) {
    return new WorkerError({ kind: 'failed', code: 'replica_failed', message: cause.message, cause });
  }
  const message = 'The connection to the worker broke in mid-answer.';
  return new WorkerError({ kind: 'disconnected', code: 'replica_failed', message, cause });
}
