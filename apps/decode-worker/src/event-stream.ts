import type { ServerResponse } from 'node:http';

import { decodeEventContentType, encodeEventLine, type DecodeEvent } from '@slipstream/contract';

/**
 * What a client may leave unread. The engine cannot pause one sequence, so a reader that falls this far behind
 * (minutes of text, even with 20 alternatives a token) is cut off instead of filling the memory.
 */
export const unreadBytesMax = 8 * 1024 ** 2;

/** The answer of one request as it is written: one event a line. */
export class EventStream {
  constructor(
    private readonly response: ServerResponse,
    private readonly onOverflow: (unreadBytes: number) => void,
  ) {
    response.writeHead(200, { 'content-type': decodeEventContentType, 'cache-control': 'no-store' });
    // Nagle's algorithm would hold a token back until the one before it is acknowledged.
    response.socket?.setNoDelay(true);
  }

  write(event: DecodeEvent): void {
    if (!this.response.writable) return;
    this.response.write(encodeEventLine(event));
    const unreadBytes = this.response.writableLength;
    if (unreadBytes <= unreadBytesMax) return;
    this.onOverflow(unreadBytes);
    this.response.destroy();
  }

  end(): void {
    if (this.response.writable) this.response.end();
  }
}
