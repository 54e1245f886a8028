import type { UsageEntryView, UsageSumView } from '@slipstream/contract';
import type { UsageEntry, UsageSum } from '@slipstream/persistence';

/** Spelt out, because there may be thousands in an answer and a spread costs several times as much. */
export function toUsageSumView(sum: UsageSum): UsageSumView {
  return {
    start: sum.start.toISOString(),
    endpointId: sum.endpointId,
    apiKeyId: sum.apiKeyId,
    requests: sum.requests,
    promptTokens: sum.promptTokens,
    cachedTokens: sum.cachedTokens,
    completionTokens: sum.completionTokens,
    draftedTokens: sum.draftedTokens,
    acceptedTokens: sum.acceptedTokens,
  };
}

export function toUsageEntryView({ startedAt, ...entry }: UsageEntry): UsageEntryView {
  return { ...entry, startedAt: startedAt.toISOString() };
}
