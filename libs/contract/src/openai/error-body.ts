import { z } from 'zod';

/** The body of every failure under `/v1`, and of an error event within a stream. */
export const openAiErrorBodySchema = z.object({
  error: z.object({
    message: z.string(),
    type: z.enum(['invalid_request_error', 'rate_limit_error', 'server_error']),
    param: z.string().nullable(),
    code: z.string().nullable(),
  }),
});

export type OpenAiErrorBody = z.output<typeof openAiErrorBodySchema>;
