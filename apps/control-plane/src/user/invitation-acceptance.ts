import { Injectable } from '@nestjs/common';
import { InvitationNotFound, outranks, SignInRefused } from '@slipstream/domain';
import { Database, newId, type User } from '@slipstream/persistence';

import { UnitsOfWork } from '../change/units-of-work.js';
import { byUser, type RequestContext } from '../http/request-context.js';
import { hashPassword, isPassword } from './passwords.js';
import { hashToken } from './session-token.js';
import { type OpenedSession, Sessions } from './sessions.js';
import { SignInLimiter } from './sign-in-limiter.js';

/** Makes a member of whoever holds an invitation, with an account if they have none. */
@Injectable()
export class InvitationAcceptance {
  constructor(
    private readonly database: Database,
    private readonly work: UnitsOfWork,
    private readonly sessions: Sessions,
    private readonly limiter: SignInLimiter,
  ) {}

  /** @throws InvitationNotFound, or SignInRefused when the account exists and the password is not its own */
  async accept(
    context: RequestContext,
    { token, name, password }: { token: string; name: string; password: string },
  ): Promise<{ user: User; opened: OpenedSession }> {
    const now = new Date();
    const invitation = await this.database.invitations.findOpen(hashToken(token), now);
    if (invitation === undefined) throw new InvitationNotFound();
    const { tenantId, email, role } = invitation;
    const known = await this.database.users.findByEmail(email);
    if (known !== undefined) {
      await this.limiter.assertMayTry({ account: email, ipAddress: context.ipAddress });
      if (!(await isPassword(password, known.passwordHash))) throw new SignInRefused();
    }
    const id = known?.user.id ?? newId('user');
    const passwordHash = known?.passwordHash ?? (await hashPassword(password));
    return this.work.changePlatform(byUser(context, id), async (repositories, trail) => {
      const { invitations, users, memberships } = repositories;
      if (!(await invitations.accept(invitation.id, now))) throw new InvitationNotFound();
      const user = known?.user ?? (await users.create({ id, email, name, passwordHash }));
      if (!(await users.keepsPassword(id))) throw new SignInRefused();
      const before = (await memberships.find(tenantId, id))?.role;
      // An invitation takes nothing from somebody who is more already.
      const after = before !== undefined && outranks(before, role) ? before : role;
      await memberships.grant(tenantId, id, after);
      trail.record({
        action: 'invitation.accept',
        tenantId,
        resourceId: String(id),
        before: before === undefined ? null : { role: before },
        after: { email, role: after },
      });
      return { user, opened: await this.sessions.open(id, repositories) };
    });
  }
}
