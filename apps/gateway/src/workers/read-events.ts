import { EventLineDecoder, WorkerProtocolError, type DecodeEvent } from '@slipstream/contract';
import { WorkerError } from './worker-error.js';

/**
 * Reads a worker's answer to its `done`. Whatever else ends it (an error event, an aborted choice, a broken
 * connection, a line that is no event) becomes a `WorkerError`, so that consumers only ever see a whole answer or a
 * failure.
 */
export async function* readEvents(
  body: AsyncIterable<Uint8Array>,
  signal: AbortSignal,
): AsyncGenerator<DecodeEvent[]> {
  const decoder = new EventLineDecoder();
  let last: DecodeEvent | undefined;
  try {
    for await (const chunk of body) {
      const events = decoder.push(chunk);
      const failure = events.findIndex(isFailure);
      const good = failure === -1 ? events : events.slice(0, failure);
      if (good.length > 0) {
        yield good;
      }
      last = events.at(-1) ?? last;
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
