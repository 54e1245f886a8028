import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

import { decodeEventContentType, encodeEventLine } from '@slipstream/contract';

/**
 * A worker that decodes nothing: every stream gets a token every 20 ms whose text is the moment it was sent. Run as a
 * process of its own; its arguments are the tokens of a stream and the milliseconds between two. Prints its address.
 */
const tokenCount = Number(process.argv[2]);
const periodMs = Number(process.argv[3]);

/** Microseconds of the machine's monotonic clock, which all processes share. */
function nowMicros(): number {
  return Number(process.hrtime.bigint() / 1_000n);
}

function serve(response: ServerResponse): void {
  response.writeHead(200, { 'content-type': decodeEventContentType });
  response.socket?.setNoDelay(true);
  response.write(encodeEventLine({ type: 'start', promptTokens: 1, cachedTokens: 0, fingerprint: 'paced' }));
  let sent = 0;
  const timer = setInterval(() => {
    response.write(encodeEventLine({ type: 'delta', index: 0, text: `${nowMicros()} `, tokens: [1] }));
    if (++sent < tokenCount) return;
    clearInterval(timer);
    response.write(encodeEventLine({ type: 'finish', index: 0, reason: 'length', completionTokens: sent }));
    response.end(
      encodeEventLine({
        type: 'done',
        usage: { promptTokens: 1, completionTokens: sent, cachedTokens: 0 },
        speculation: { steps: sent, draftedTokens: 0, acceptedTokens: 0, acceptanceLength: 1 },
      }),
    );
  }, periodMs);
  response.once('close', () => clearInterval(timer));
}

const server = createServer((request, response) => {
  request.resume();
  request.once('end', () => serve(response));
});
server.listen(0, '127.0.0.1', () => {
  process.stdout.write(`http://127.0.0.1:${(server.address() as AddressInfo).port}\n`);
});
// Whoever started it holds its standard input.
process.stdin.resume().once('end', () => process.exit(0));
