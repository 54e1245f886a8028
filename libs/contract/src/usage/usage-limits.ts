import { z } from 'zod';

const bound = z.int().min(1).max(1_000_000_000).nullable();

/** What a tenant or a key may use; null leaves it to the gateways' defaults. The body of `PUT …/limits`, and its answer. */
export const usageLimitsSchema = z.strictObject({
  requestsPerMinute: bound,
  /** Prompt and completion. */
  tokensPerMinute: bound,
  concurrentRequests: bound,
  /** Prompt and completion tokens of a calendar month in UTC; null is no quota. */
  tokensPerMonth: z.int().min(1).nullable(),
});

export type UsageLimits = z.output<typeof usageLimitsSchema>;
