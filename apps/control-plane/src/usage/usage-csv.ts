import type { UsageSum } from '@slipstream/persistence';

const columns = [
  'start',
  'endpointId',
  'apiKeyId',
  'requests',
  'promptTokens',
  'cachedTokens',
  'completionTokens',
  'draftedTokens',
  'acceptedTokens',
] as const satisfies readonly (keyof UsageSum)[];

/** RFC 4180. Ids, numbers and times need no quotes. */
export function toUsageCsv(sums: readonly UsageSum[]): string {
  const lines = sums.map((sum) => columns.map((column) => cellOf(sum[column])).join(','));
  return [columns.join(','), ...lines].map((line) => `${line}\r\n`).join('');
}

function cellOf(value: Date | string | number | null): string {
  return value instanceof Date ? value.toISOString() : String(value ?? '');
}
