/** JSON never contains a bare line break, so one `data:` line always carries a whole message. */
export function encodeServerSentEvent(message: object): string {
  return `data: ${JSON.stringify(message)}\n\n`;
}

export const lastServerSentEvent = 'data: [DONE]\n\n';

export const serverSentEventHeaders = {
  'content-type': 'text/event-stream; charset=utf-8',
  'cache-control': 'no-cache, no-transform',
  // Reverse proxies of the nginx family buffer answers unless told not to.
  'x-accel-buffering': 'no',
} as const;
