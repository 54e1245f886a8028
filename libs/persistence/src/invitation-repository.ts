import type { InvitationId, Role, TenantId } from '@slipstream/domain';
import type { Queries } from './database-client.js';
import type { Invitation as InvitationRow } from './generated/client.js';
import { pageArguments, type PageRequest } from './page.js';

export interface Invitation {
  id: InvitationId;
  tenantId: TenantId;
  /** In lower case. */
  email: string;
  role: Role;
  expiresAt: Date;
  acceptedAt: Date | null;
  revokedAt: Date | null;
  createdAt: Date;
}

const openCountMax = 100;

export class InvitationRepository {
  constructor(private readonly queries: Queries) {}

  async create(
    invitation: Pick<Invitation, 'id' | 'tenantId' | 'email' | 'role' | 'expiresAt'> & { tokenHash: string },
  ): Promise<Invitation> {
    return toInvitation(await this.queries.invitation.create({ data: invitation }));
  }

  async find(tenantId: TenantId, id: InvitationId): Promise<Invitation | undefined> {
    const row = await this.queries.invitation.findFirst({ where: { id, tenantId } });
    return row ? toInvitation(row) : undefined;
  }

  async list(tenantId: TenantId, page: PageRequest<InvitationId>): Promise<Invitation[]> {
    const rows = await this.queries.invitation.findMany(pageArguments(page, { tenantId }));
    return rows.map(toInvitation);
  }

  async revoke(id: InvitationId, at: Date): Promise<void> {
    await this.queries.invitation.updateMany({
      where: { id, acceptedAt: null, revokedAt: null },
      data: { revokedAt: at },
    });
  }

  /** One that may be accepted at that time. */
  async findOpen(tokenHash: string, at: Date): Promise<Invitation | undefined> {
    const row = await this.queries.invitation.findFirst({
      where: { tokenHash, acceptedAt: null, revokedAt: null, expiresAt: { gt: at } },
    });
    return row ? toInvitation(row) : undefined;
  }

  /** Those that may be accepted by whoever has that email address, in lower case. */
  async listOpen(email: string, at: Date): Promise<Invitation[]> {
    const rows = await this.queries.invitation.findMany({
      where: { email, acceptedAt: null, revokedAt: null, expiresAt: { gt: at } },
      orderBy: { id: 'asc' },
      take: openCountMax,
    });
    return rows.map(toInvitation);
  }

  /** Returns whether it was still open: of two who accept at once, one does. */
  async accept(id: InvitationId, at: Date): Promise<boolean> {
    const { count } = await this.queries.invitation.updateMany({
      where: { id, acceptedAt: null, revokedAt: null },
      data: { acceptedAt: at },
    });
    return count > 0;
  }
}

function toInvitation(row: InvitationRow): Invitation {
  const { id, tenantId, email, role, expiresAt, acceptedAt, revokedAt, createdAt } = row;
  return {
    id: id as InvitationId,
    tenantId: tenantId as TenantId,
    email,
    role: role as Role,
    expiresAt,
    acceptedAt,
    revokedAt,
    createdAt,
  };
}
