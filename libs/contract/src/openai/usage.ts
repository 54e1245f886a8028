import { z } from 'zod';

const count = z.int().min(0);

/** Counted by the worker from committed tokens, never from what a client happened to receive. */
export const usageSchema = z.object({
  prompt_tokens: count,
  completion_tokens: count,
  total_tokens: count,
  prompt_tokens_details: z.object({ cached_tokens: count }),
});

export type Usage = z.output<typeof usageSchema>;
