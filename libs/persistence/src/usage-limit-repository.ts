import type { UsageLimits } from '@slipstream/contract';
import type { ApiKeyId, TenantId } from '@slipstream/domain';
import type { Queries } from './database-client.js';

/** Whom limits are for: a tenant as a whole, or one of its keys. */
export interface UsageSubject {
  tenantId: TenantId;
  apiKeyId: ApiKeyId | null;
}

const unlimited: UsageLimits = {
  requestsPerMinute: null,
  tokensPerMinute: null,
  concurrentRequests: null,
  tokensPerMonth: null,
};

export class UsageLimitRepository {
  constructor(private readonly queries: Queries) {}

  /** Nulls where nothing was set. */
  async find({ tenantId, apiKeyId }: UsageSubject): Promise<UsageLimits> {
    const row = await this.queries.usageLimit.findFirst({ where: { id: apiKeyId ?? tenantId, tenantId } });
    if (!row) return unlimited;
    const { requestsPerMinute, tokensPerMinute, concurrentRequests, tokensPerMonth } = row;
    return {
      requestsPerMinute,
      tokensPerMinute,
      concurrentRequests,
      tokensPerMonth: tokensPerMonth === null ? null : Number(tokensPerMonth),
    };
  }

  async put({ tenantId, apiKeyId }: UsageSubject, limits: UsageLimits): Promise<void> {
    const id = String(apiKeyId ?? tenantId);
    await this.queries.usageLimit.upsert({
      where: { id },
      create: { id, tenantId, apiKeyId, ...limits },
      update: limits,
    });
  }
}
