import type { TenantId } from '@slipstream/domain';
import { type Queries, type RawQuery, rawQuery } from './database-client.js';
import type { UsageSubject } from './usage-limit-repository.js';
import { spansOf, type UsageSpan } from './usage-spans.js';

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

/** Later than anything that is used. */
const endOfTime = new Date('9999-01-01T00:00:00Z');

/**
 * The ledger added up, in order of time; at most `usageSumCountMax` rows and one, to tell that. Whole days come from
 * the sums by day, which are a small part of those by hour.
 */
export class UsageSums {
  constructor(private readonly queries: Queries) {}

  /** Prompt and completion tokens since the hour of a moment, of a tenant or one of its keys. */
  async tokensSince({ tenantId, apiKeyId }: UsageSubject, since: Date): Promise<number> {
    const { head, days } = spansOf({ from: since, to: endOfTime });
    const rows = await this.queries.$queryRaw<{ tokens: number }[]>`
      SELECT COALESCE(sum(prompt_tokens + completion_tokens), 0)::float8 AS "tokens"
      FROM (
        SELECT api_key_id, prompt_tokens, completion_tokens FROM usage_hours
          WHERE tenant_id = ${tenantId} AND ${within('hour', head)}
        UNION ALL
        SELECT api_key_id, prompt_tokens, completion_tokens FROM usage_days
          WHERE tenant_id = ${tenantId} AND ${within('day', days)}
      ) AS used
      WHERE (${apiKeyId}::text IS NULL OR api_key_id = ${apiKeyId})`;
    return rows[0]!.tokens;
  }

  async select(tenantId: TenantId, selection: UsageSelection): Promise<UsageSum[]> {
    const { bucket, groupBy, from, endpointId = null, apiKeyId = null } = selection;
    return this.queries.$queryRaw<UsageSum[]>`
      SELECT
        CASE ${bucket} WHEN 'total' THEN ${from.toISOString()}::timestamptz
          ELSE date_trunc(CASE ${bucket} WHEN 'hour' THEN 'hour' ELSE 'day' END, start, 'UTC') END AS "start",
        CASE WHEN ${groupBy.includes('endpoint')} THEN endpoint_id END AS "endpointId",
        CASE WHEN ${groupBy.includes('key')} THEN api_key_id END AS "apiKeyId",
        sum(requests::float8) AS "requests", sum(prompt_tokens::float8) AS "promptTokens",
        sum(cached_tokens::float8) AS "cachedTokens", sum(completion_tokens::float8) AS "completionTokens",
        sum(drafted_tokens::float8) AS "draftedTokens", sum(accepted_tokens::float8) AS "acceptedTokens"
      FROM (${rowsOf(tenantId, selection)}) AS used
      WHERE (${endpointId}::text IS NULL OR endpoint_id = ${endpointId})
        AND (${apiKeyId}::text IS NULL OR api_key_id = ${apiKeyId})
      GROUP BY 1, 2, 3
      ORDER BY 1, 2, 3
      LIMIT ${usageSumCountMax + 1}`;
  }
}

/** The fewest rows that a selection can be added up from. Their sums are exact up to 2⁵³, and cost less than sums of bigint. */
function rowsOf(tenantId: TenantId, { bucket, from, to }: UsageSelection): RawQuery {
  const { head, days, tail } = spansOf({ from, to });
  const hours = ({ from: start, to: end }: UsageSpan): RawQuery => rawQuery`
    SELECT *, hour AS start FROM usage_hours
      WHERE tenant_id = ${tenantId} AND ${within('hour', { from: start, to: end })}`;
  if (bucket === 'hour') return hours({ from: head.from, to });
  return rawQuery`${hours(head)}
    UNION ALL
    SELECT *, day AS start FROM usage_days WHERE tenant_id = ${tenantId} AND ${within('day', days)}
    UNION ALL ${hours(tail)}`;
}

function within(column: 'hour' | 'day', { from, to }: UsageSpan): RawQuery {
  const [start, end] = [from.toISOString(), to.toISOString()];
  return column === 'hour'
    ? rawQuery`hour >= ${start}::timestamptz AND hour < ${end}::timestamptz`
    : rawQuery`day >= ${start}::timestamptz AND day < ${end}::timestamptz`;
}
