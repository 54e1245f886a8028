import { Controller, Res } from '@nestjs/common';
import {
  type CreatedInvitationView,
  type InputOf,
  invitationOperations,
  type InvitationView,
  type Page,
  type SessionView,
} from '@slipstream/contract';
import { InvitationNotFound } from '@slipstream/domain';
import { newId } from '@slipstream/persistence';
import type { FastifyReply } from 'fastify';

import { assertOutranks } from '../auth/assert-allowed.js';
import { UnitsOfWork } from '../change/units-of-work.js';
import { Implements } from '../http/implements.js';
import { Input } from '../http/input.js';
import { pageOf, pageRequest } from '../http/page.js';
import { Context, type RequestContext } from '../http/request-context.js';
import { InvitationAcceptance } from './invitation-acceptance.js';
import { setSessionCookie } from './session-cookie.js';
import { hashToken, newToken } from './session-token.js';
import { Sessions } from './sessions.js';
import { toInvitationView } from './user.view.js';

const { create, list, revoke, accept } = invitationOperations;
const lifetimeMs = 7 * 24 * 60 * 60_000;

@Controller()
export class InvitationController {
  constructor(
    private readonly work: UnitsOfWork,
    private readonly acceptance: InvitationAcceptance,
    private readonly sessions: Sessions,
  ) {}

  @Implements(create)
  create(
    @Input() { params, body }: InputOf<typeof create>,
    @Context() context: RequestContext,
  ): Promise<CreatedInvitationView> {
    const { tenantId } = params;
    assertOutranks(context.caller, body.role);
    return this.work.changeTenant(context, tenantId, async ({ invitations }, trail) => {
      const token = newToken();
      const invitation = await invitations.create({
        ...body,
        id: newId('invitation'),
        tenantId,
        tokenHash: hashToken(token),
        expiresAt: new Date(Date.now() + lifetimeMs),
      });
      const after = toInvitationView(invitation);
      trail.record({ action: 'invitation.create', tenantId, resourceId: after.id, before: null, after });
      return { ...after, token };
    });
  }

  @Implements(list)
  list(@Input() { params, query }: InputOf<typeof list>): Promise<Page<InvitationView>> {
    const { tenantId } = params;
    return this.work.read(tenantId, async ({ invitations }) =>
      pageOf(await invitations.list(tenantId, pageRequest('invitation', query)), query, toInvitationView),
    );
  }

  @Implements(revoke)
  revoke(@Input() { params }: InputOf<typeof revoke>, @Context() context: RequestContext): Promise<void> {
    const { tenantId, invitationId } = params;
    return this.work.changeTenant(context, tenantId, async ({ invitations }, trail) => {
      const invitation = await invitations.find(tenantId, invitationId);
      if (invitation === undefined) throw new InvitationNotFound();
      if (invitation.acceptedAt !== null || invitation.revokedAt !== null) return;
      const revokedAt = new Date();
      await invitations.revoke(invitationId, revokedAt);
      const [before, after] = [toInvitationView(invitation), toInvitationView({ ...invitation, revokedAt })];
      trail.record({ action: 'invitation.revoke', tenantId, resourceId: invitationId, before, after });
    });
  }

  @Implements(accept)
  async accept(
    @Input() { body }: InputOf<typeof accept>,
    @Context() context: RequestContext,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<SessionView> {
    const { user, opened } = await this.acceptance.accept(context, body);
    setSessionCookie(reply, opened);
    return this.sessions.view(user, opened);
  }
}
