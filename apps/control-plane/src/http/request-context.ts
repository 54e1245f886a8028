import { createHash } from 'node:crypto';

import { createParamDecorator, type ExecutionContext } from '@nestjs/common';
import type { UserId } from '@slipstream/domain';
import type { FastifyRequest } from 'fastify';

import type { Caller } from '../auth/caller.js';
import { InvalidInput } from './invalid-input.js';
import { PreconditionRequired } from './refusals.js';

/** Who asks for a change, and how: what the audit log keeps, and what makes a repetition recognisable. */
export interface RequestContext {
  readonly caller: Caller;
  readonly requestId: string;
  readonly ipAddress: string;
  readonly idempotencyKey: string | undefined;
  /** SHA-256 of caller, method, path and body: equal for two requests that ask for the same. */
  readonly fingerprint: string;
  /** The entity tags of `If-Match`: an update always has some. */
  readonly ifMatch: string | undefined;
}

/** The caller of an operation that anybody may call. */
const nobody: Caller = {
  actor: { kind: 'user', id: 'nobody' },
  level: 'tenant',
  tenantId: null,
  role: 'viewer',
  scopes: [],
  endpointIds: null,
};

export const Context = createParamDecorator((_: unknown, execution: ExecutionContext): RequestContext => {
  const request = execution.switchToHttp().getRequest<FastifyRequest & { user?: Caller }>();
  const { headers, method, url, body, user } = request;
  const ifMatch = headers['if-match'];
  if (method === 'PATCH' && ifMatch === undefined) throw new PreconditionRequired();
  const caller = user !== undefined && 'actor' in user ? user : nobody;
  return {
    caller,
    requestId: request.id,
    ipAddress: request.ip,
    idempotencyKey: idempotencyKeyOf(headers['idempotency-key']),
    fingerprint: createHash('sha256')
      .update([caller.actor.id, method, url, JSON.stringify(body ?? null)].join('\n'))
      .digest('hex'),
    ifMatch,
  };
});

/** The same request, by a person who has just shown who they are. Its answer sets a cookie, so it is not repeatable. */
export function byUser(context: RequestContext, id: UserId): RequestContext {
  const caller: Caller = { ...nobody, actor: { kind: 'user', id: String(id) } };
  return { ...context, caller, idempotencyKey: undefined };
}

function idempotencyKeyOf(header: string | string[] | undefined): string | undefined {
  if (header === undefined) return undefined;
  if (typeof header === 'string' && /^[\x21-\x7e]{1,255}$/.test(header)) return header;
  throw new InvalidInput([
    { path: 'Idempotency-Key', message: 'must be 1–255 visible ASCII characters, such as a UUID' },
  ]);
}
