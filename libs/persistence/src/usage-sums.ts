import type { TenantId } from '@slipstream/domain';
import type { Queries } from './database-client.js';
import type { UsageSubject } from './usage-limit-repository.js';

export type UsageBucket = 'hour' | 'day' | 'total';

/** What of a tenant's usage is added up, and by what. */
export interface UsageSelection {
  /** The hour this falls into is the first. */
  from: Date;
  /** Hours that begin before this are in. */
  to: Date;
  bucket: UsageBucket;
  groupBy: readonly ('endpoint' | 'key')[];
  endpointId?: string | undefined;
  apiKeyId?: string | undefined;
}

export interface UsageSum {
  /** When the hour or day begins, in UTC; for a total, the beginning of the selection. */
  start: Date;
  /** Null unless grouped by it. */
  endpointId: string | null;
  apiKeyId: string | null;
  requests: number;
  promptTokens: number;
  cachedTokens: number;
  completionTokens: number;
  draftedTokens: number;
  acceptedTokens: number;
}

/** More rows than this are a selection that nobody reads. */
export const usageSumCountMax = 10_000;

/** The ledger added up from its hours, in order of time; at most `usageSumCountMax` rows and one, to tell that. */
export class UsageSums {
  constructor(private readonly queries: Queries) {}

  /** Prompt and completion tokens since the hour of a moment, of a tenant or one of its keys. */
  async tokensSince({ tenantId, apiKeyId }: UsageSubject, since: Date): Promise<number> {
    const rows = await this.queries.$queryRaw<{ tokens: number }[]>`
      SELECT COALESCE(sum(prompt_tokens + completion_tokens), 0)::float8 AS "tokens"
      FROM usage_hours
      WHERE tenant_id = ${tenantId} AND hour >= ${since.toISOString()}::timestamptz
        AND (${apiKeyId}::text IS NULL OR api_key_id = ${apiKeyId})`;
    return rows[0]!.tokens;
  }

  async select(tenantId: TenantId, selection: UsageSelection): Promise<UsageSum[]> {
    const { bucket, groupBy, endpointId = null, apiKeyId = null } = selection;
    const [from, to] = [selection.from.toISOString(), selection.to.toISOString()];
    return this.queries.$queryRaw<UsageSum[]>`
      SELECT
        CASE ${bucket} WHEN 'total' THEN ${from}::timestamptz
          ELSE date_trunc(CASE ${bucket} WHEN 'hour' THEN 'hour' ELSE 'day' END, hour, 'UTC') END AS "start",
        CASE WHEN ${groupBy.includes('endpoint')} THEN endpoint_id END AS "endpointId",
        CASE WHEN ${groupBy.includes('key')} THEN api_key_id END AS "apiKeyId",
        sum(requests)::float8 AS "requests", sum(prompt_tokens)::float8 AS "promptTokens",
        sum(cached_tokens)::float8 AS "cachedTokens", sum(completion_tokens)::float8 AS "completionTokens",
        sum(drafted_tokens)::float8 AS "draftedTokens", sum(accepted_tokens)::float8 AS "acceptedTokens"
      FROM usage_hours
      WHERE tenant_id = ${tenantId}
        AND hour >= date_trunc('hour', ${from}::timestamptz, 'UTC') AND hour < ${to}::timestamptz
        AND (${endpointId}::text IS NULL OR endpoint_id = ${endpointId})
        AND (${apiKeyId}::text IS NULL OR api_key_id = ${apiKeyId})
      GROUP BY 1, 2, 3
      ORDER BY 1, 2, 3
      LIMIT ${usageSumCountMax + 1}`;
  }
}
