import { Controller } from '@nestjs/common';
import { type InputOf, memberOperations, type MemberView, type Page } from '@slipstream/contract';
import { LastOwner, MemberNotFound, type Role, type TenantId, type UserId } from '@slipstream/domain';
import type { Membership, Repositories } from '@slipstream/persistence';

import { assertOutranks } from '../auth/assert-allowed.js';
import { UnitsOfWork } from '../change/units-of-work.js';
import { assertMatches } from '../http/entity-tag.js';
import { Implements } from '../http/implements.js';
import { Input } from '../http/input.js';
import { pageOf, pageRequest } from '../http/page.js';
import { PreconditionFailed } from '../http/refusals.js';
import { Context, type RequestContext } from '../http/request-context.js';
import { toMemberView } from './user.view.js';

const { list, find, update, remove } = memberOperations;

@Controller()
export class MemberController {
  constructor(private readonly work: UnitsOfWork) {}

  @Implements(list)
  list(@Input() { params, query }: InputOf<typeof list>): Promise<Page<MemberView>> {
    const { tenantId } = params;
    return this.work.read(tenantId, async ({ memberships }) => {
      const members = await memberships.list(tenantId, pageRequest('user', query));
      return pageOf(
        members.map((member) => ({ ...member, id: String(member.user.id) })),
        query,
        toMemberView,
      );
    });
  }

  @Implements(find)
  find(@Input() { params }: InputOf<typeof find>): Promise<MemberView> {
    return this.work.read(params.tenantId, async (repositories) =>
      toMemberView(await findMember(repositories, params)),
    );
  }

  @Implements(update)
  update(
    @Input() { params, body }: InputOf<typeof update>,
    @Context() context: RequestContext,
  ): Promise<MemberView> {
    const { tenantId, userId } = params;
    return this.work.changeTenant(context, tenantId, async (repositories, trail) => {
      const member = await findMember(repositories, params);
      assertMatches(context.ifMatch, member.version);
      assertOutranks(context.caller, member.role);
      assertOutranks(context.caller, body.role);
      await assertOwnerRemains(repositories, member, body.role);
      if (!(await repositories.memberships.changeRole(member, body.role))) throw new PreconditionFailed();
      const before = toMemberView(member);
      const after = toMemberView(await findMember(repositories, params));
      trail.record({ action: 'member.update', tenantId, resourceId: userId, before, after });
      return after;
    });
  }

  @Implements(remove)
  remove(@Input() { params }: InputOf<typeof remove>, @Context() context: RequestContext): Promise<void> {
    const { tenantId, userId } = params;
    return this.work.changeTenant(context, tenantId, async (repositories, trail) => {
      const member = await findMember(repositories, params);
      assertOutranks(context.caller, member.role);
      await assertOwnerRemains(repositories, member, undefined);
      await repositories.memberships.remove(member);
      const before = toMemberView(member);
      trail.record({ action: 'member.remove', tenantId, resourceId: userId, before, after: null });
    });
  }
}

async function findMember(
  { memberships }: Repositories,
  { tenantId, userId }: { tenantId: TenantId; userId: UserId },
): Promise<Membership> {
  const member = await memberships.find(tenantId, userId);
  if (member === undefined) throw new MemberNotFound();
  return member;
}

/** A tenant that has an owner keeps one. */
async function assertOwnerRemains(
  { memberships }: Repositories,
  { tenantId, role }: Membership,
  next: Role | undefined,
): Promise<void> {
  if (role !== 'owner' || next === 'owner') return;
  if ((await memberships.countOwners(tenantId)) < 2) throw new LastOwner();
}
