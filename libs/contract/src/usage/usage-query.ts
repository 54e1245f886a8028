import { z } from 'zod';

import { idSchema } from '../admin/fields.js';

const dayMs = 86_400_000;
const defaultRangeMs = 30 * dayMs;
/** By bucket: what one answer may span. */
const rangeMsMax = { hour: 31 * dayMs, day: 400 * dayMs, total: 4_000 * dayMs } as const;

type Group = 'endpoint' | 'key';

/** The query of `GET …/usage`. Hours are in whole; the last 30 days by day unless said otherwise. */
export const usageQuerySchema = z.strictObject({
  from: z.iso.datetime().optional(),
  to: z.iso.datetime().optional(),
  bucket: z.enum(['hour', 'day', 'total']).default('day'),
  /** `endpoint`, `key`, or both with a comma. */
  groupBy: z
    .enum(['endpoint', 'key', 'endpoint,key', 'key,endpoint'])
    .optional()
    .transform((text) => (text?.split(',') ?? []) as Group[]),
  endpointId: idSchema('endpoint').optional(),
  apiKeyId: idSchema('apiKey').optional(),
});

export type UsageQuery = z.output<typeof usageQuerySchema>;

export interface UsageRange {
  readonly from: Date;
  readonly to: Date;
}

/** Before it nothing can have been used, and dates have forms that a database does not read. */
const epochMs = 0;

/** What a query spans, or undefined when it ends before it begins, or that is more than one answer may hold. */
export function usageRangeOf({ from, to, bucket }: UsageQuery, now: Date): UsageRange | undefined {
  const end = to === undefined ? now : new Date(to);
  const start = from === undefined ? new Date(end.getTime() - defaultRangeMs) : new Date(from);
  const spanMs = end.getTime() - start.getTime();
  const isFair = start.getTime() >= epochMs && spanMs > 0 && spanMs <= rangeMsMax[bucket];
  return isFair ? { from: start, to: end } : undefined;
}
