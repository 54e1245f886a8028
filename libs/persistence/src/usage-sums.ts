import type { ApiKeyId, TenantId } from '@slipstream/domain';
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
  /** Null for all. */
  endpointIds?: readonly string[] | null;
  apiKeyIds?: readonly string[] | null;
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

/** What the sums are kept by: a tenant alone, or its endpoints and keys too. Those of tenants are far fewer. */
type UsageDetail = 'tenants' | 'parts';

/** Later than anything that is used. */
const endOfTime = new Date('9999-01-01T00:00:00Z');

/**
 * The ledger added up, in order of time; at most `usageSumCountMax` rows and one, to tell that. Whole days come from
 * the sums by day, which are a small part of those by hour; what is asked of all endpoints and keys, from a tenant's own.
 */
export class UsageSums {
  constructor(private readonly queries: Queries) {}

  /** Prompt and completion tokens since the hour of a moment, of a tenant or of one of its keys and those before it. */
  async tokensSince({ tenantId, apiKeyId }: UsageSubject, since: Date): Promise<number> {
    const apiKeyIds = apiKeyId === null ? null : await this.lineOf(apiKeyId);
    const rows = rowsOf(tenantId, { bucket: 'total', groupBy: [], apiKeyIds, from: since, to: endOfTime });
    const found = await this.queries.$queryRaw<{ tokens: number }[]>`
      SELECT COALESCE(sum(prompt_tokens + completion_tokens), 0)::float8 AS "tokens" FROM (${rows}) AS used`;
    return found[0]!.tokens;
  }

  async select(tenantId: TenantId, selection: UsageSelection): Promise<UsageSum[]> {
    const { bucket, groupBy, from } = selection;
    const start = {
      hour: rawQuery`start`,
      day: rawQuery`date_trunc('day', start, 'UTC')`,
      total: rawQuery`${from.toISOString()}::timestamptz`,
    }[bucket];
    const endpointId = groupBy.includes('endpoint') ? rawQuery`endpoint_id` : rawQuery`NULL::text`;
    const apiKeyId = groupBy.includes('key') ? rawQuery`api_key_id` : rawQuery`NULL::text`;
    // One value and not thousands of rows: PostgreSQL and `JSON.parse` are an order faster at it than the ORM is at rows.
    const found = await this.queries.$queryRaw<{ sums: string }[]>`
      SELECT COALESCE(json_agg(json_build_array(
        (extract(epoch FROM start) * 1000)::float8, endpoint_id, api_key_id, requests, prompt_tokens, cached_tokens,
        completion_tokens, drafted_tokens, accepted_tokens)), '[]')::text AS "sums"
      FROM (
        SELECT ${start} AS start, ${endpointId} AS endpoint_id, ${apiKeyId} AS api_key_id,
          sum(requests::float8) AS requests, sum(prompt_tokens::float8) AS prompt_tokens,
          sum(cached_tokens::float8) AS cached_tokens, sum(completion_tokens::float8) AS completion_tokens,
          sum(drafted_tokens::float8) AS drafted_tokens, sum(accepted_tokens::float8) AS accepted_tokens
        FROM (${rowsOf(tenantId, selection)}) AS used
        GROUP BY 1, 2, 3
        ORDER BY 1, 2, 3
        LIMIT ${usageSumCountMax + 1}
      ) AS summed`;
    return (JSON.parse(found[0]!.sums) as SumColumns[]).map(toUsageSum);
  }

  /** A key and those that it took over from, one from the other. */
  private async lineOf(apiKeyId: ApiKeyId): Promise<string[]> {
    const rows = await this.queries.$queryRaw<{ id: string }[]>`
      WITH RECURSIVE line (id) AS (
        SELECT ${String(apiKeyId)}::text
        UNION SELECT rotated_from FROM api_keys JOIN line USING (id) WHERE rotated_from IS NOT NULL
      )
      SELECT id FROM line`;
    return rows.map(({ id }) => id);
  }
}

/** A sum as its query tells it: when it starts in milliseconds, endpoint, key, and the figures in the order of `UsageSum`. */
type SumColumns = [number, string | null, string | null, number, number, number, number, number, number];

/** Spelt out: taking rows apart and spreading them took half the time of an answer of 1,500. */
function toUsageSum(columns: SumColumns): UsageSum {
  return {
    start: new Date(columns[0]),
    endpointId: columns[1],
    apiKeyId: columns[2],
    requests: columns[3],
    promptTokens: columns[4],
    cachedTokens: columns[5],
    completionTokens: columns[6],
    draftedTokens: columns[7],
    acceptedTokens: columns[8],
  };
}

/** The fewest rows that a selection can be added up from. Their sums are exact up to 2⁵³, and cost less than sums of bigint. */
function rowsOf(tenantId: TenantId, selection: UsageSelection): RawQuery {
  const { bucket, groupBy, from, to, endpointIds, apiKeyIds } = selection;
  const { head, days, tail } = spansOf({ from, to });
  const isOfAll = groupBy.length === 0 && (endpointIds ?? apiKeyIds ?? null) === null;
  const detail = isOfAll ? 'tenants' : 'parts';
  const owner = ownedBy(tenantId, selection);
  const hours = (span: UsageSpan): RawQuery =>
    rawQuery`SELECT *, hour AS start FROM ${hourSums[detail]} WHERE ${owner} AND ${within('hour', span)}`;
  if (bucket === 'hour') return hours({ from: head.from, to });
  return rawQuery`${hours(head)}
    UNION ALL
    SELECT *, day AS start FROM ${daySums[detail]} WHERE ${owner} AND ${within('day', days)}
    UNION ALL ${hours(tail)}`;
}

const hourSums: Record<UsageDetail, RawQuery> = {
  tenants: rawQuery`usage_tenant_hours`,
  parts: rawQuery`usage_hours`,
};
const daySums: Record<UsageDetail, RawQuery> = {
  tenants: rawQuery`usage_tenant_days`,
  parts: rawQuery`usage_days`,
};

/** Conditions that are not asked for are left out, so that each form of the query gets a plan of its own. */
function ownedBy(tenantId: TenantId, { endpointIds, apiKeyIds }: UsageSelection): RawQuery {
  const ofEndpoints = among(rawQuery`endpoint_id`, endpointIds);
  return rawQuery`tenant_id = ${tenantId}${ofEndpoints}${among(rawQuery`api_key_id`, apiKeyIds)}`;
}

/** A further condition: that a column is one of these; none where all are asked for. */
export function among(column: RawQuery, ids: readonly string[] | null = null): RawQuery {
  return ids === null ? rawQuery`` : rawQuery` AND ${column} = ANY(${[...ids]}::text[])`;
}

function within(column: 'hour' | 'day', { from, to }: UsageSpan): RawQuery {
  const [start, end] = [from.toISOString(), to.toISOString()];
  return column === 'hour'
    ? rawQuery`hour >= ${start}::timestamptz AND hour < ${end}::timestamptz`
    : rawQuery`day >= ${start}::timestamptz AND day < ${end}::timestamptz`;
}
