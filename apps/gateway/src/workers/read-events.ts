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
  let last: DecodeEvent | undefined;
  let hasText = false;
  try {
    for await (const chunk of guarded(body, () => (hasText ? guard : undefined))) {
      const events = decoder.push(chunk);
      const failure = events.findIndex(isFailure);
      const good = failure === -1 ? events : events.slice(0, failure);
      if (good.length > 0) {
        yield good;
      }
      last = events.at(-1) ?? last;
      hasText ||= events.some(({ type }) => type === 'delta');
      if (failure !== -1) {
        throw toFailure(events[failure]!);
      }
    }
    decoder.end();
  } catch (cause) {
    signal.throwIfAborted();
    throw toWorkerError(cause);
  }
  if (last?.type !== 'done') {
    throw new WorkerError({
      kind: 'disconnected',
      code: 'replica_failed',
      message: 'The worker ended its answer before it was done.',
    });
  }
}

/** The same chunks; the time between asking for one and getting it is bounded. A client that reads slowly costs none. */
async function* guarded(
  body: AsyncIterable<Uint8Array>,
  guardOf: () => StallGuard | undefined,
): AsyncGenerator<Uint8Array> {
  const iterator = body[Symbol.asyncIterator]();
  try {
    for (;;) {
      const guard = guardOf();
      const timer = guard && setTimeout(guard.onStall, guard.silenceMsMax);
      const { done, value } = await iterator.next().finally(() => clearTimeout(timer));
      if (done) return;
      yield value;
    }
  } finally {
    await iterator.return?.();
  }
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
