import { createHash, createHmac, randomBytes } from 'node:crypto';

/** 256 random bits; what signs a browser in, or lets a person accept an invitation. */
export function newToken(): string {
  return randomBytes(32).toString('base64url');
}

/** What is stored of a token. It has too many bits to be guessed, so a slow hash would add nothing. */
export function hashToken(token: string): string {
  return createHash('sha256').update(token).digest('hex');
}

/** Known to whoever may read an answer, but not to another site that makes the browser send a request. */
export function csrfTokenOf(sessionToken: string): string {
  return createHmac('sha256', sessionToken).update('csrf').digest('base64url');
}
