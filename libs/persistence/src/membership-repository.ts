import type { Role, TenantId, UserId } from '@slipstream/domain';
import type { Queries } from './database-client.js';
import type { Membership as MembershipRow, User as UserRow } from './generated/client.js';
import { pageArguments, type PageRequest } from './page.js';
import { toUser, type User } from './user-repository.js';

export interface Membership {
  tenantId: TenantId;
  user: User;
  role: Role;
  /** Rises with every change. */
  version: number;
  createdAt: Date;
}

/** Where a person is a member. */
export interface TenantOfUser {
  tenantId: TenantId;
  tenantName: string;
  role: Role;
}

const tenantsOfUserMax = 100;

export class MembershipRepository {
  constructor(private readonly queries: Queries) {}

  /** Makes a member, or gives the role to one who is. */
  async grant(tenantId: TenantId, userId: UserId, role: Role): Promise<void> {
    await this.queries.membership.upsert({
      where: { tenantId_userId: { tenantId, userId } },
      create: { tenantId, userId, role },
      update: { role, version: { increment: 1 } },
    });
  }

  async find(tenantId: TenantId, userId: UserId): Promise<Membership | undefined> {
    const row = await this.queries.membership.findFirst({
      where: { tenantId, userId },
      include: { user: true },
    });
    return row ? toMembership(row) : undefined;
  }

  /** In the order of their accounts. */
  async list(tenantId: TenantId, page: PageRequest<UserId>): Promise<Membership[]> {
    const { take } = pageArguments(page, {});
    const rows = await this.queries.membership.findMany({
      where: { tenantId, ...(page.after === undefined ? {} : { userId: { gt: page.after as string } }) },
      include: { user: true },
      orderBy: { userId: 'asc' },
      take,
    });
    return rows.map(toMembership);
  }

  async listOfUser(userId: UserId): Promise<TenantOfUser[]> {
    const rows = await this.queries.membership.findMany({
      where: { userId },
      select: { tenantId: true, role: true, tenant: { select: { name: true } } },
      orderBy: { tenantId: 'asc' },
      take: tenantsOfUserMax,
    });
    return rows.map(({ tenantId, role, tenant }) => ({
      tenantId: tenantId as TenantId,
      tenantName: tenant.name,
      role: role as Role,
    }));
  }

  /** Changes a role on the basis of the version given; returns whether it was the present one. */
  async changeRole({ tenantId, user, version }: Membership, role: Role): Promise<boolean> {
    const { count } = await this.queries.membership.updateMany({
      where: { tenantId, userId: user.id, version },
      data: { role, version: { increment: 1 } },
    });
    return count > 0;
  }

  async remove({ tenantId, user }: Membership): Promise<void> {
    await this.queries.membership.deleteMany({ where: { tenantId, userId: user.id } });
  }

  /** Counts the owners; until the transaction ends nobody else may, so that two of them cannot both leave. */
  async countOwners(tenantId: TenantId): Promise<number> {
    const rows = await this.queries.$queryRaw<unknown[]>`
      SELECT 1 FROM "memberships" WHERE "tenant_id" = ${String(tenantId)} AND "role" = 'owner' FOR UPDATE`;
    return rows.length;
  }
}

function toMembership(row: MembershipRow & { user: UserRow }): Membership {
  const { tenantId, user, role, version, createdAt } = row;
  return { tenantId: tenantId as TenantId, user: toUser(user), role: role as Role, version, createdAt };
}
