import { Injectable } from '@nestjs/common';
import { PassportStrategy } from '@nestjs/passport';
import { CsrfTokenMissing, scopesOf } from '@slipstream/domain';
import { Database } from '@slipstream/persistence';
import type { FastifyRequest } from 'fastify';
import { Strategy } from 'passport-custom';

import type { Caller } from '../auth/caller.js';
import { sessionTokenOf } from './session-cookie.js';
import { isCsrfTokenOf, Sessions } from './sessions.js';

type TenantRequest = FastifyRequest<{ Params: { tenantId?: string } }>;

const safeMethods = ['GET', 'HEAD'];

/** The session cookie. What a person may do depends on their role in the tenant of the path. */
@Injectable()
export class SessionStrategy extends PassportStrategy(Strategy, 'session') {
  constructor(
    private readonly sessions: Sessions,
    private readonly database: Database,
  ) {
    super();
  }

  async validate(request: TenantRequest): Promise<Caller | false> {
    const token = sessionTokenOf(request);
    if (token === undefined) return false;
    const session = await this.sessions.find(token);
    if (session === undefined) return false;
    if (!safeMethods.includes(request.method) && !isCsrfTokenOf(token, request.headers['x-csrf-token'])) {
      throw new CsrfTokenMissing();
    }
    const memberships = await this.database.memberships.listOfUser(session.user.id);
    const { tenantId } = request.params;
    const here = memberships.find((membership) => membership.tenantId === tenantId);
    const roles = tenantId === undefined ? memberships : here === undefined ? [] : [here];
    return {
      actor: { kind: 'user', id: String(session.user.id) },
      level: 'tenant',
      tenantId: here?.tenantId ?? null,
      role: here?.role ?? 'viewer',
      scopes: [...new Set(roles.flatMap(({ role }) => scopesOf(role)))],
      endpointIds: null,
    };
  }
}
