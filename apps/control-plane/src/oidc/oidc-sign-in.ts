import { Injectable } from '@nestjs/common';
import { outranks, SignInRefused, type UserId } from '@slipstream/domain';
import { Database, type Invitation, newId, type Repositories, type User } from '@slipstream/persistence';
import type { IDToken } from 'openid-client';

import type { AuditTrail } from '../change/audit-trail.js';
import { UnitsOfWork } from '../change/units-of-work.js';
import { byUser, type RequestContext } from '../http/request-context.js';
import { type OpenedSession, Sessions } from '../user/sessions.js';

const nameLengthMax = 100;

/** Who a provider says that somebody is. */
interface Person {
  readonly identity: { readonly issuer: string; readonly subject: string };
  /** Verified by the provider, in lower case; undefined if it does not say so. */
  readonly email: string | undefined;
  readonly name: string;
}

/**
 * Signs in whom a provider vouches for. The first time somebody is known by their verified email address, from then on by
 * the provider's own name for them, and an account loses the password and the sessions it had before. Open invitations to
 * the address are accepted on the way; without one, nobody new gets an account.
 */
@Injectable()
export class OidcSignIn {
  constructor(
    private readonly database: Database,
    private readonly work: UnitsOfWork,
    private readonly sessions: Sessions,
  ) {}

  /** @throws SignInRefused when the person is neither known nor invited */
  async signIn(context: RequestContext, claims: IDToken): Promise<OpenedSession> {
    const person = personOf(claims);
    const { identities, users, invitations } = this.database;
    const linked = await identities.findUser(person.identity);
    const known = linked ?? (person.email === undefined ? undefined : await users.find(person.email));
    const open = person.email === undefined ? [] : await invitations.listOpen(person.email, new Date());
    if (known === undefined && open.length === 0) throw new SignInRefused();
    const id = known?.id ?? newId('user');
    return this.work.changePlatform(byUser(context, id), async (repositories, trail) => {
      const user =
        known ?? (await repositories.users.create({ id, email: person.email!, name: person.name }));
      const entry = { tenantId: null, resourceId: String(id), before: null };
      if (linked === undefined) {
        await revokeUnproven(repositories, trail, id);
        await repositories.identities.link(person.identity, id);
        trail.record({ ...entry, action: 'identity.link', after: { ...person.identity } });
      }
      for (const invitation of open) await accept(repositories, trail, { user, invitation });
      trail.record({ ...entry, action: 'session.open', after: null });
      return this.sessions.open(id, repositories);
    });
  }
}

function personOf({ iss, sub, email, email_verified: isVerified, name }: IDToken): Person {
  const address = typeof email === 'string' && isVerified === true ? email.toLowerCase() : undefined;
  const named = typeof name === 'string' && name !== '' ? name : (address ?? sub);
  // eslint-disable-next-line no-control-regex -- to leave them out is the point
  const shown = named.replaceAll(/[\u0000-\u001f\u007f]/g, ' ').slice(0, nameLengthMax);
  return { identity: { issuer: iss, subject: sub }, email: address, name: shown };
}

/**
 * Until now nobody had shown that the address is theirs: whoever set the password had an invitation to it. Passwords come
 * first, so that a session which one is just opening is seen and closed too.
 */
async function revokeUnproven(
  { users, sessions }: Repositories,
  trail: AuditTrail,
  id: UserId,
): Promise<void> {
  if (!(await users.removePassword(id))) return;
  await sessions.removeOfUser(id);
  trail.record({
    action: 'password.remove',
    tenantId: null,
    resourceId: String(id),
    before: null,
    after: null,
  });
}

/** An invitation takes nothing from somebody who is more already. */
async function accept(
  { invitations, memberships }: Repositories,
  trail: AuditTrail,
  { user, invitation }: { user: User; invitation: Invitation },
): Promise<void> {
  const { tenantId, email, role } = invitation;
  if (!(await invitations.accept(invitation.id, new Date()))) return;
  const before = (await memberships.find(tenantId, user.id))?.role;
  const after = before !== undefined && outranks(before, role) ? before : role;
  await memberships.grant(tenantId, user.id, after);
  trail.record({
    action: 'invitation.accept',
    tenantId,
    resourceId: String(user.id),
    before: before === undefined ? null : { role: before },
    after: { email, role: after },
  });
}
