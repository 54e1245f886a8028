import { randomBytes } from 'node:crypto';
import { apiKeyRandomByteCount, createId, formatApiKey, ulidRandomByteCount } from '@slipstream/domain';
import type { ApiKeySecret, IdNoun } from '@slipstream/domain';

/** The impure edge of `createId`: this machine's clock and randomness. */
export function newId<Noun extends IdNoun>(noun: Noun): ReturnType<typeof createId<Noun>> {
  return createId(noun, { timeMs: Date.now(), randomBytes: randomBytes(ulidRandomByteCount) });
}

export function newApiKeySecret(): ApiKeySecret {
  return formatApiKey(randomBytes(apiKeyRandomByteCount));
}
