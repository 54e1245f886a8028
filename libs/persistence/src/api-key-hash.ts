import { createHash } from 'node:crypto';
import type { ApiKeySecret } from '@slipstream/domain';

/** A plain SHA-256 is enough: keys carry 160 random bits, so there is no dictionary to slow down. */
export function hashApiKey(secret: ApiKeySecret): string {
  return createHash('sha256').update(secret).digest('hex');
}
