import { Controller, Req, Res } from '@nestjs/common';
import { sessionOperations, type SessionView } from '@slipstream/contract';
import { CredentialsRefused, SignInRefused } from '@slipstream/domain';
import type { User, UserSession } from '@slipstream/persistence';
import type { FastifyReply, FastifyRequest } from 'fastify';

import { UnitsOfWork } from '../change/units-of-work.js';
import { Implements } from '../http/implements.js';
import { byUser, Context, type RequestContext } from '../http/request-context.js';
import { clearSessionCookie, sessionTokenOf, setSessionCookie } from './session-cookie.js';
import { Sessions } from './sessions.js';

const { signIn, current, signOut } = sessionOperations;

@Controller()
export class SessionController {
  constructor(
    private readonly sessions: Sessions,
    private readonly work: UnitsOfWork,
  ) {}

  /** The password was checked on the way in: the request's user is the one that it belongs to. */
  @Implements(signIn)
  async signIn(
    @Context() context: RequestContext,
    @Req() request: FastifyRequest & { user: User },
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<SessionView> {
    const { user } = request;
    const opened = await this.work.changePlatform(byUser(context, user.id), async (repositories, trail) => {
      if (!(await repositories.users.keepsPassword(user.id))) throw new SignInRefused();
      trail.record({
        action: 'session.open',
        tenantId: null,
        resourceId: user.id,
        before: null,
        after: null,
      });
      return this.sessions.open(user.id, repositories);
    });
    setSessionCookie(reply, opened);
    return this.sessions.view(user, opened);
  }

  @Implements(current)
  async current(@Req() request: FastifyRequest): Promise<SessionView> {
    const { token, user, expiresAt } = await this.sessionOf(request);
    return this.sessions.view(user, { token, expiresAt });
  }

  @Implements(signOut)
  async signOut(
    @Context() context: RequestContext,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<void> {
    const { token, user } = await this.sessionOf(request);
    await this.work.changePlatform(context, (repositories, trail) => {
      trail.record({
        action: 'session.close',
        tenantId: null,
        resourceId: user.id,
        before: null,
        after: null,
      });
      return this.sessions.close(token, repositories);
    });
    clearSessionCookie(reply);
  }

  private async sessionOf(request: FastifyRequest): Promise<UserSession & { token: string }> {
    const token = sessionTokenOf(request);
    const session = token === undefined ? undefined : await this.sessions.find(token);
    if (token === undefined || session === undefined) throw new CredentialsRefused();
    return { ...session, token };
  }
}
