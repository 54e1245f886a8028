import type { UsageOutcome, UsageReport } from '@slipstream/contract';
import type { TenantId } from '@slipstream/domain';
import { type Queries, rawQuery } from './database-client.js';
import { pageLimitMax } from './page.js';
import { among } from './usage-sums.js';

/** One request of the ledger. */
export interface UsageEntry {
  requestId: string;
  apiKeyId: string;
  endpointId: string;
  startedAt: Date;
  outcome: UsageOutcome;
  promptTokens: number;
  cachedTokens: number;
  completionTokens: number;
  draftedTokens: number;
  acceptedTokens: number;
}

/** Newest first; `after` is the last entry of the page before. */
export interface UsageEntryPage {
  after?: Pick<UsageEntry, 'startedAt' | 'requestId'> | undefined;
  limit: number;
  /** Null for all. */
  endpointIds?: readonly string[] | null;
}

/** The ledger: `usage-sums.ts` adds it up. */
export class UsageRepository {
  constructor(private readonly queries: Queries) {}

  /**
   * Joins reports with what is known of their requests: the greater of each figure. So a report may come late, twice
   * or out of order. At most one report a request.
   */
  async record(reports: readonly UsageReport[]): Promise<void> {
    if (reports.length === 0) return;
    const rows = JSON.stringify(reports.map(({ account, ...report }) => ({ ...report, ...account })));
    await this.queries.$executeRaw`
      INSERT INTO usage_records AS known (
        request_id, tenant_id, api_key_id, endpoint_id, started_at, outcome,
        prompt_tokens, cached_tokens, completion_tokens, drafted_tokens, accepted_tokens
      )
      SELECT "requestId", "tenantId", "apiKeyId", "endpointId", "startedAt", "outcome",
        "promptTokens", "cachedTokens", "completionTokens", "draftedTokens", "acceptedTokens"
      FROM jsonb_to_recordset(${rows}::jsonb) AS report (
        "requestId" text, "tenantId" text, "apiKeyId" text, "endpointId" text, "startedAt" timestamptz,
        "outcome" usage_outcome, "promptTokens" integer, "cachedTokens" integer, "completionTokens" integer,
        "draftedTokens" integer, "acceptedTokens" integer
      )
      ORDER BY "requestId"
      ON CONFLICT (request_id) DO UPDATE SET
        outcome = GREATEST(known.outcome, EXCLUDED.outcome),
        prompt_tokens = GREATEST(known.prompt_tokens, EXCLUDED.prompt_tokens),
        cached_tokens = GREATEST(known.cached_tokens, EXCLUDED.cached_tokens),
        completion_tokens = GREATEST(known.completion_tokens, EXCLUDED.completion_tokens),
        drafted_tokens = GREATEST(known.drafted_tokens, EXCLUDED.drafted_tokens),
        accepted_tokens = GREATEST(known.accepted_tokens, EXCLUDED.accepted_tokens)
      WHERE EXCLUDED.outcome > known.outcome
        OR EXCLUDED.prompt_tokens > known.prompt_tokens
        OR EXCLUDED.cached_tokens > known.cached_tokens
        OR EXCLUDED.completion_tokens > known.completion_tokens
        OR EXCLUDED.drafted_tokens > known.drafted_tokens
        OR EXCLUDED.accepted_tokens > known.accepted_tokens`;
  }

  async list(tenantId: TenantId, { after, limit, endpointIds }: UsageEntryPage): Promise<UsageEntry[]> {
    const take = Math.min(limit, pageLimitMax);
    const ofEndpoints = among(rawQuery`endpoint_id`, endpointIds);
    // Pages are cut by comparing whole rows, which one walk along the index answers.
    return this.queries.$queryRaw<UsageEntry[]>`
      SELECT request_id AS "requestId", api_key_id AS "apiKeyId", endpoint_id AS "endpointId",
        started_at AS "startedAt", outcome::text AS "outcome", prompt_tokens AS "promptTokens",
        cached_tokens AS "cachedTokens", completion_tokens AS "completionTokens",
        drafted_tokens AS "draftedTokens", accepted_tokens AS "acceptedTokens"
      FROM usage_records
      WHERE tenant_id = ${tenantId}
        AND (started_at, request_id) < (
          ${after?.startedAt.toISOString() ?? 'infinity'}::timestamptz, ${after?.requestId ?? ''})${ofEndpoints}
      ORDER BY started_at DESC, request_id DESC
      LIMIT ${take}`;
  }
}
