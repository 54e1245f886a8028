import type { InvitationView, MemberView, UserView } from '@slipstream/contract';
import type { Invitation, Membership, User } from '@slipstream/persistence';

export function toUserView({ id, email, name, createdAt }: User): UserView {
  return { id, email, name, createdAt: createdAt.toISOString() };
}

export function toMemberView({ user, role, version, createdAt }: Membership): MemberView {
  return { user: toUserView(user), role, version, createdAt: createdAt.toISOString() };
}

export function toInvitationView(invitation: Invitation): InvitationView {
  const { expiresAt, acceptedAt, revokedAt, createdAt, ...rest } = invitation;
  return {
    ...rest,
    expiresAt: expiresAt.toISOString(),
    acceptedAt: acceptedAt?.toISOString() ?? null,
    revokedAt: revokedAt?.toISOString() ?? null,
    createdAt: createdAt.toISOString(),
  };
}
