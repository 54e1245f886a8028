import { z } from 'zod';
import { speculationAnswerSchema } from './speculation-answer.js';
import { usageSchema } from './usage.js';

const completionLogprobsSchema = z.object({
  tokens: z.array(z.string()),
  token_logprobs: z.array(z.number()),
  top_logprobs: z.array(z.record(z.string(), z.number())),
  /** In UTF-16 code units from the start of the completion. */
  text_offset: z.array(z.int()),
});

const choice = z.object({
  index: z.int(),
  text: z.string(),
  logprobs: completionLogprobsSchema.nullable(),
});
const finishReason = z.enum(['stop', 'length']);

const envelope = {
  id: z.string(),
  object: z.literal('text_completion'),
  created: z.int(),
  model: z.string(),
  system_fingerprint: z.string().nullable(),
};

export const completionSchema = z.object({
  ...envelope,
  choices: z.array(choice.extend({ finish_reason: finishReason })),
  usage: usageSchema,
  speculation: speculationAnswerSchema.optional(),
});

export const completionChunkSchema = z.object({
  ...envelope,
  choices: z.array(choice.extend({ finish_reason: finishReason.nullable() })),
  /** Present only if asked for: null on every chunk but the last. */
  usage: usageSchema.nullable().optional(),
  speculation: speculationAnswerSchema.optional(),
});

export type CompletionLogprobs = z.output<typeof completionLogprobsSchema>;
export type Completion = z.output<typeof completionSchema>;
export type CompletionChunk = z.output<typeof completionChunkSchema>;
