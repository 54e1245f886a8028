import type { IncomingMessage } from 'node:http';
import { newId } from '@slipstream/persistence';

/** Plain characters only, and few, and no key: the id is repeated in headers and logs. */
const acceptable = /^(?!.*sk_slip_)[A-Za-z0-9._:-]{1,128}$/;

/** A client's own correlation id if it sent a usable one, or a new one. */
export function requestIdOf(request: IncomingMessage): string {
  const given = request.headers['x-request-id'];
  return typeof given === 'string' && acceptable.test(given) ? given : String(newId('request'));
}
