import type { FastifyReply, FastifyRequest } from 'fastify';

export const sessionCookie = 'slipstream_session';

/** No script reads it, no other site sends it with a request that changes something, and only the API gets it. */
const options = { path: '/api', httpOnly: true, sameSite: 'strict' } as const;

export function setSessionCookie(
  reply: FastifyReply,
  { token, expiresAt }: { token: string; expiresAt: Date },
): void {
  void reply.setCookie(sessionCookie, token, { ...options, expires: expiresAt });
}

export function clearSessionCookie(reply: FastifyReply): void {
  void reply.clearCookie(sessionCookie, options);
}

export function sessionTokenOf(request: FastifyRequest): string | undefined {
  return request.cookies[sessionCookie];
}
