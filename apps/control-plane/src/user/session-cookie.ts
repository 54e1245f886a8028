import type { FastifyReply, FastifyRequest } from 'fastify';

export const sessionCookie = 'slipstream_session';

/** No script reads it, no other site sends it with a request that changes something, and only the API gets it. */
const options = { path: '/api', httpOnly: true, sameSite: 'strict' } as const;

export function setSessionCookie(
  reply: FastifyReply,
  request: FastifyRequest,
  { token, expiresAt }: { token: string; expiresAt: Date },
): void {
  void reply.setCookie(sessionCookie, token, {
    ...options,
    secure: request.protocol === 'https',
    expires: expiresAt,
  });
}

export function clearSessionCookie(reply: FastifyReply): void {
  void reply.clearCookie(sessionCookie, options);
}

export function sessionTokenOf(request: FastifyRequest): string | undefined {
  return request.cookies[sessionCookie];
}
