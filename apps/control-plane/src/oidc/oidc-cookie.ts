import type { FastifyReply, FastifyRequest } from 'fastify';

import type { TextSealer } from '../change/sealed-text.js';
import type { SignInState } from './oidc-strategy.js';

const name = 'slipstream_oidc';
const path = '/api/v1/session/oidc';
/** How long somebody may take to sign in at the provider. */
const lifetimeMs = 10 * 60_000;

interface SealedState {
  readonly state: SignInState;
  readonly expiresMs: number;
}

/** What a browser keeps for us while it is at the provider: sealed, and of no use to any other browser. */
export function setStateCookie(
  reply: FastifyReply,
  { sealer, state }: { sealer: TextSealer; state: SignInState },
): void {
  const content: SealedState = { state, expiresMs: Date.now() + lifetimeMs };
  const value = Buffer.from(sealer.seal(JSON.stringify(content))).toString('base64url');
  void reply.setCookie(name, value, {
    path,
    httpOnly: true,
    // It has to come along when the provider sends the browser back.
    sameSite: 'lax',
    expires: new Date(content.expiresMs),
  });
}

/** Undefined for what is missing, altered or too old. It serves once. */
export function takeStateCookie(
  reply: FastifyReply,
  request: FastifyRequest,
  sealer: TextSealer,
): SignInState | undefined {
  const value = request.cookies[name];
  if (value === undefined) return undefined;
  void reply.clearCookie(name, { path });
  const text = sealer.open(Buffer.from(value, 'base64url'));
  if (text === undefined) return undefined;
  const { state, expiresMs } = JSON.parse(text) as SealedState;
  return expiresMs > Date.now() ? state : undefined;
}
