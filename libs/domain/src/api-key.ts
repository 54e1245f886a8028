import { base62Length, base62Pattern, encodeBase62 } from './base62.js';
import type { Brand } from './brand.js';
import { crc32 } from './crc32.js';

/** The secret itself. It exists in the caller's hands and in one response; everywhere else there is only its hash. */
export type ApiKeySecret = Brand<string, 'ApiKeySecret'>;

export const apiKeyPrefix = 'sk_slip_';
/** 160 bits: above the promised 128, and still a key of 41 characters. */
export const apiKeyRandomByteCount = 20;

const checksumLength = base62Length(4);
const randomLength = base62Length(apiKeyRandomByteCount);

/** `sk_slip_<27 characters of 160 random bits><6 characters of CRC-32>`. */
export function formatApiKey(randomBytes: Uint8Array): ApiKeySecret {
  if (randomBytes.length !== apiKeyRandomByteCount) {
    throw new RangeError(
      `An API key takes ${apiKeyRandomByteCount} random bytes, not ${randomBytes.length}.`,
    );
  }
  const body = encodeBase62(randomBytes);
  return `${apiKeyPrefix}${body}${checksumOf(body)}` as unknown as ApiKeySecret;
}

/**
 * Undefined for text that cannot be a key. The checksum lets a gateway refuse typos and truncated pastes without
 * asking the database, and lets secret scanners recognise a leaked key.
 */
export function parseApiKey(text: string): ApiKeySecret | undefined {
  if (!text.startsWith(apiKeyPrefix)) {
    return undefined;
  }
  const body = text.slice(apiKeyPrefix.length, apiKeyPrefix.length + randomLength);
  const checksum = text.slice(apiKeyPrefix.length + randomLength);
  const isWellFormed =
    body.length === randomLength && base62Pattern.test(body) && checksum === checksumOf(body);
  return isWellFormed ? (text as unknown as ApiKeySecret) : undefined;
}

export interface ApiKeyDisplay {
  prefix: string;
  lastFour: string;
}

/** Enough to recognise a key in a list, too little to guess it: the checksum's last characters add no entropy. */
export function displayOf(secret: ApiKeySecret): ApiKeyDisplay {
  return { prefix: secret.slice(0, apiKeyPrefix.length + 4), lastFour: secret.slice(-4) };
}

function checksumOf(body: string): string {
  const sum = crc32(body);
  const bytes = Uint8Array.of(sum >>> 24, (sum >>> 16) & 255, (sum >>> 8) & 255, sum & 255);
  return encodeBase62(bytes).padStart(checksumLength, '0');
}
