import type { UsageEntryView, UsageSumView } from '@slipstream/contract';
import type { UsageEntry, UsageSum } from '@slipstream/persistence';

export function toUsageSumView({ start, ...sum }: UsageSum): UsageSumView {
  return { ...sum, start: start.toISOString() };
}

export function toUsageEntryView({ startedAt, ...entry }: UsageEntry): UsageEntryView {
  return { ...entry, startedAt: startedAt.toISOString() };
}
