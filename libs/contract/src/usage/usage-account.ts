import { z } from 'zod';

/** Whose usage a request is. The gateway says so; clients have no part in it. */
export const usageAccountSchema = z.object({
  tenantId: z.string().min(1).max(64),
  apiKeyId: z.string().min(1).max(64),
  endpointId: z.string().min(1).max(64),
  /** When the gateway took the request in: the hour its usage counts for, however often it is moved. */
  startedAt: z.iso.datetime(),
});

export type UsageAccount = z.output<typeof usageAccountSchema>;
