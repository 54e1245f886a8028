import { decodeEventSchema, type DecodeEvent } from './decode-event.js';

export const decodeEventContentType = 'application/x-ndjson';

/** A step of 32 tokens with 20 alternatives each is about 80 KB. */
export const eventLineLengthMax = 1_048_576;

/** What came is not what a worker of this protocol sends. */
export class WorkerProtocolError extends Error {
  constructor(message: string) {
    super(message);
    this.name = 'WorkerProtocolError';
  }
}

export function encodeEventLine(event: DecodeEvent): string {
  return `${JSON.stringify(event)}\n`;
}

/** Cuts arriving bytes into events. Chunks may end anywhere, even within a character. */
export class EventLineDecoder {
  private readonly utf8 = new TextDecoder('utf-8', { fatal: true });
  private rest = '';

  push(chunk: Uint8Array): DecodeEvent[] {
    const lines = (this.rest + this.decode(chunk)).split('\n');
    this.rest = lines.pop() ?? '';
    if (this.rest.length > eventLineLengthMax) {
      throw new WorkerProtocolError(`An event is longer than ${eventLineLengthMax} characters.`);
    }
    return lines.filter((line) => line !== '').map(parseEventLine);
  }

  /** Call when the stream has ended: an event that was cut off is an error, not a silence. */
  end(): void {
    if (this.rest !== '') {
      throw new WorkerProtocolError('The stream ended within an event.');
    }
  }

  private decode(chunk: Uint8Array): string {
    try {
      return this.utf8.decode(chunk, { stream: true });
    } catch {
      throw new WorkerProtocolError('The stream is not valid UTF-8.');
    }
  }
}

function parseEventLine(line: string): DecodeEvent {
  let value: unknown;
  try {
    value = JSON.parse(line);
  } catch {
    throw new WorkerProtocolError('A line of the stream is not JSON.');
  }
  const delta = plainDelta(value);
  if (delta !== undefined) return delta;
  const result = decodeEventSchema.safeParse(value);
  if (!result.success) {
    const problems = result.error.issues.map(
      ({ path, message }) => `${path.join('.') || 'event'}: ${message}`,
    );
    throw new WorkerProtocolError(`A line of the stream is not an event: ${problems.join('; ')}`);
  }
  return result.data;
}

/**
 * A delta without log probabilities, which nearly all events are; undefined for whatever the schema has to judge. Checked
 * by hand, because the schema costs four times as much and is on the way of every token.
 */
function plainDelta(value: unknown): DecodeEvent | undefined {
  if (typeof value !== 'object' || value === null) return undefined;
  const { type, index, text, tokens, logprobs } = value as Record<string, unknown>;
  if (type !== 'delta' || logprobs !== undefined || !isCount(index) || typeof text !== 'string')
    return undefined;
  return Array.isArray(tokens) && tokens.every(isCount) ? { type, index, text, tokens } : undefined;
}

function isCount(value: unknown): value is number {
  return Number.isSafeInteger(value) && (value as number) >= 0;
}
