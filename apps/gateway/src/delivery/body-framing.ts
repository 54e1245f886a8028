import type { ServerResponse } from 'node:http';

/** How pieces of a body are told apart on their connection. */
export interface BodyFraming {
  part(text: string): string;
  /** What follows the last part. */
  readonly end: string;
}

/** Of an answer that ends with its connection. */
export const unframed: BodyFraming = { part: (text) => text, end: '' };

const chunked: BodyFraming = {
  part: (text) => `${Buffer.byteLength(text).toString(16)}\r\n${text}\r\n`,
  end: '0\r\n\r\n',
};

/**
 * Takes over the framing of an answer whose headers have been written: Node frames a chunk in four writes, which costs half
 * as much again as one (32 and 21 µs, or 20 and 12 on a quieter machine), and a stream has a chunk for every token.
 */
export function takeFraming(response: ServerResponse): BodyFraming {
  if (!response.chunkedEncoding) return unframed;
  response.chunkedEncoding = false;
  return chunked;
}
