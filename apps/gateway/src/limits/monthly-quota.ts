import type { ApiKeyId, TenantId } from '@slipstream/domain';
import { quotaSpent } from '../api-error.js';
import { ReadThroughCache } from '../directory/read-through-cache.js';

export interface QuotaSubject {
  tenantId: TenantId;
  /** Null for the tenant as a whole. */
  apiKeyId: ApiKeyId | null;
  /** Null is no quota, and costs nothing to check. */
  tokensPerMonth: number | null;
}

export interface MonthlyQuotaOptions {
  /** Prompt and completion tokens in the ledger since then. */
  usedTokens: (subject: Pick<QuotaSubject, 'tenantId' | 'apiKeyId'>, since: Date) => Promise<number>;
  nowMs: () => number;
}

/** The ledger is a second behind, and asking it for each request would buy little: a quota is met within seconds. */
const ageMsMax = 5_000;
const subjectCountMax = 10_000;

/** Compares what the ledger has of the present month, in UTC, with what a tenant or a key may use. */
export class MonthlyQuota {
  private readonly used: ReadThroughCache<number>;

  constructor(private readonly options: MonthlyQuotaOptions) {
    this.used = new ReadThroughCache({ sizeMax: subjectCountMax, ageMsMax, nowMs: options.nowMs });
  }

  /** Throws a 429 that says when the next month begins. */
  async refuseIfSpent({ tenantId, apiKeyId, tokensPerMonth }: QuotaSubject): Promise<void> {
    if (tokensPerMonth === null) return;
    const nowMs = this.options.nowMs();
    const { begin, end } = monthOf(new Date(nowMs));
    const subject = { tenantId, apiKeyId };
    const name = `${String(apiKeyId ?? tenantId)}/${begin.toISOString()}`;
    const used = await this.used.read(name, () => this.options.usedTokens(subject, begin));
    if (used < tokensPerMonth) return;
    const kind = apiKeyId === null ? 'tenant' : 'key';
    throw quotaSpent({ kind, tokensPerMonth, retryAfterMs: end.getTime() - nowMs });
  }
}

function monthOf(now: Date): { begin: Date; end: Date } {
  const [year, month] = [now.getUTCFullYear(), now.getUTCMonth()];
  return { begin: new Date(Date.UTC(year, month)), end: new Date(Date.UTC(year, month + 1)) };
}
