import { Controller } from '@nestjs/common';
import { type InputOf, usageLimitOperations, type UsageLimits } from '@slipstream/contract';
import { type ApiKeyId, ApiKeyNotFound, type TenantId, TenantNotFound } from '@slipstream/domain';
import type { Repositories, UsageSubject } from '@slipstream/persistence';

import type { AuditTrail } from '../change/audit-trail.js';
import { UnitsOfWork } from '../change/units-of-work.js';
import { Implements } from '../http/implements.js';
import { Input } from '../http/input.js';
import { Context, type RequestContext } from '../http/request-context.js';

const { getOfTenant, limitTenant, getOfKey, limitKey } = usageLimitOperations;

/** What tenants and their keys may use. The platform limits tenants, tenants limit their keys. */
@Controller()
export class UsageLimitsController {
  constructor(private readonly work: UnitsOfWork) {}

  @Implements(getOfTenant)
  ofTenant(@Input() { params: { tenantId } }: InputOf<typeof getOfTenant>): Promise<UsageLimits> {
    return this.work.read(tenantId, ({ usageLimits }) => usageLimits.find({ tenantId, apiKeyId: null }));
  }

  @Implements(limitTenant)
  limitTenant(
    @Input() { params: { tenantId }, body }: InputOf<typeof limitTenant>,
    @Context() context: RequestContext,
  ): Promise<UsageLimits> {
    return this.work.changePlatform(context, async (repositories, trail) => {
      if ((await repositories.tenants.find(tenantId)) === undefined) throw new TenantNotFound();
      return setLimits(repositories, trail, { tenantId, apiKeyId: null }, body);
    });
  }

  @Implements(getOfKey)
  ofKey(@Input() { params }: InputOf<typeof getOfKey>): Promise<UsageLimits> {
    return this.work.read(params.tenantId, async (repositories) =>
      repositories.usageLimits.find(await ownedKey(repositories, params)),
    );
  }

  @Implements(limitKey)
  limitKey(
    @Input() { params, body }: InputOf<typeof limitKey>,
    @Context() context: RequestContext,
  ): Promise<UsageLimits> {
    return this.work.changeTenant(context, params.tenantId, async (repositories, trail) =>
      setLimits(repositories, trail, await ownedKey(repositories, params), body),
    );
  }
}

async function setLimits(
  { usageLimits }: Repositories,
  trail: AuditTrail,
  subject: UsageSubject,
  after: UsageLimits,
): Promise<UsageLimits> {
  const { tenantId, apiKeyId } = subject;
  const before = await usageLimits.find(subject);
  await usageLimits.put(subject, after);
  trail.record({ action: 'limits.set', tenantId, resourceId: apiKeyId ?? tenantId, before, after });
  return after;
}

async function ownedKey(
  { apiKeys }: Repositories,
  { tenantId, keyId }: { tenantId: TenantId; keyId: ApiKeyId },
): Promise<UsageSubject> {
  if ((await apiKeys.find(tenantId, keyId)) === undefined) throw new ApiKeyNotFound();
  return { tenantId, apiKeyId: keyId };
}
