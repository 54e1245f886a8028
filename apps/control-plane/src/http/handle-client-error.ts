import { STATUS_CODES } from 'node:http';
import type { Socket } from 'node:net';

import { problemOf } from '@slipstream/contract';
import { newId } from '@slipstream/persistence';

/** Requests that are not even HTTP, too slow, or with too much before their body never reach a route. */
export function handleClientError(error: Error & { code?: string }, socket: Socket): void {
  if (error.code === 'ECONNRESET' || !socket.writable) {
    socket.destroy();
    return;
  }
  const problem =
    error.code === 'HPE_HEADER_OVERFLOW'
      ? problemOf({ code: 'HEADERS_TOO_LARGE', status: 431, detail: 'The URL or the headers are too long.' })
      : problemOf({
          code: 'INVALID_INPUT',
          status: 400,
          detail: 'This is no HTTP request, or came too slowly.',
        });
  const text = JSON.stringify(problem);
  socket.end(
    `HTTP/1.1 ${problem.status} ${STATUS_CODES[problem.status]}\r\nContent-Type: application/problem+json\r\n` +
      `X-Request-Id: ${newId('request')}\r\nCache-Control: no-store\r\n` +
      `Content-Length: ${Buffer.byteLength(text)}\r\nConnection: close\r\n\r\n${text}`,
  );
}
