import type { UsageLimits } from '@slipstream/contract';
import type { ApiKeyId, TenantId } from '@slipstream/domain';
import { limitExceeded } from '../api-error.js';
import { limitHeaders, type Budget } from './limit-headers.js';
import { UsageWindow } from './usage-window.js';

/** What is counted here; quotas are the ledger's. */
export type Limits = { readonly [Key in Exclude<keyof UsageLimits, 'tokensPerMonth'>]: number };

export function withDefaults(limits: UsageLimits, defaults: Limits): Limits {
  return {
    requestsPerMinute: limits.requestsPerMinute ?? defaults.requestsPerMinute,
    tokensPerMinute: limits.tokensPerMinute ?? defaults.tokensPerMinute,
    concurrentRequests: limits.concurrentRequests ?? defaults.concurrentRequests,
  };
}

/** Whom a request counts for, the narrower first: a key that floods must not use up what its tenant has left. */
export interface Subject {
  readonly kind: 'key' | 'tenant';
  readonly id: ApiKeyId | TenantId;
  readonly limits: Limits;
}

/** A request that was let in. */
export interface Admission {
  readonly headers: Readonly<Record<string, string>>;
  /** Counts tokens as they come. */
  charge(tokenCount: number): void;
  leave(): void;
}

/**
 * Requests and tokens a minute, and requests at once, by key and by tenant. Tokens count when they were read or written:
 * a request is let in while some are left, so what is under way may exceed the limit, and delays the next.
 */
export class Limiter {
  private readonly requests = new UsageWindow();
  private readonly tokens = new UsageWindow();
  private readonly active = new Map<string, number>();

  /** Throws a 429 that says which limit was reached and when to come back. */
  async admit(subjects: readonly Subject[]): Promise<Admission> {
    for (const subject of subjects) this.refuseIfBusy(subject);
    const budgets: Budget[] = [];
    for (const subject of subjects) budgets.push(...(await this.count(subject)));
    // Other requests may have come in while these were counted.
    for (const subject of subjects) this.refuseIfBusy(subject);
    return this.enter(subjects, limitHeaders(budgets));
  }

  private enter(subjects: readonly Subject[], headers: Admission['headers']): Admission {
    for (const { id } of subjects) this.move(String(id), 1);
    return {
      headers,
      charge: (tokenCount) => {
        for (const { id } of subjects) void this.tokens.add(String(id), tokenCount);
      },
      leave: () => {
        for (const { id } of subjects) this.move(String(id), -1);
      },
    };
  }

  private async count({ kind, id, limits }: Subject): Promise<Budget[]> {
    const requests = await this.requests.add(String(id), 1);
    const tokens = await this.tokens.read(String(id));
    const budgets: Budget[] = [
      { unit: 'requests', limit: limits.requestsPerMinute, ...requests },
      { unit: 'tokens', limit: limits.tokensPerMinute, ...tokens },
    ];
    // A request is counted already when this is asked, tokens only afterwards.
    const isOver = ({ unit, used, limit }: Budget): boolean =>
      unit === 'requests' ? used > limit : used >= limit;
    const exceeded = budgets.find(isOver);
    if (exceeded !== undefined) {
      const what = `${exceeded.limit} ${exceeded.unit} a minute`;
      throw limitExceeded({ kind, what, retryAfterMs: exceeded.resetMs, headers: limitHeaders(budgets) });
    }
    return budgets;
  }

  private refuseIfBusy({ kind, id, limits: { concurrentRequests } }: Subject): void {
    if ((this.active.get(String(id)) ?? 0) < concurrentRequests) return;
    const what = `${concurrentRequests} requests at once`;
    throw limitExceeded({ kind, what, retryAfterMs: 1_000, headers: {} });
  }

  private move(id: string, by: 1 | -1): void {
    const count = (this.active.get(id) ?? 0) + by;
    if (count === 0) this.active.delete(id);
    else this.active.set(id, count);
  }
}
