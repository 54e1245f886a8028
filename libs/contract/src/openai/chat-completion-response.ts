import { z } from 'zod';
import { speculationAnswerSchema } from './speculation-answer.js';
import { usageSchema } from './usage.js';

const alternative = z.object({ token: z.string(), bytes: z.array(z.int()), logprob: z.number() });

const chatLogprobsSchema = z.object({
  content: z.array(alternative.extend({ top_logprobs: z.array(alternative) })),
  refusal: z.null(),
});

const finishReason = z.enum(['stop', 'length']);

const envelope = {
  id: z.string(),
  created: z.int(),
  model: z.string(),
  system_fingerprint: z.string().nullable(),
  service_tier: z.literal('default').optional(),
};

export const chatCompletionSchema = z.object({
  ...envelope,
  object: z.literal('chat.completion'),
  choices: z.array(
    z.object({
      index: z.int(),
      message: z.object({ role: z.literal('assistant'), content: z.string(), refusal: z.null() }),
      logprobs: chatLogprobsSchema.nullable(),
      finish_reason: finishReason,
    }),
  ),
  usage: usageSchema,
  speculation: speculationAnswerSchema.optional(),
});

export const chatCompletionChunkSchema = z.object({
  ...envelope,
  object: z.literal('chat.completion.chunk'),
  choices: z.array(
    z.object({
      index: z.int(),
      delta: z.object({
        role: z.literal('assistant').optional(),
        content: z.string().optional(),
        refusal: z.null().optional(),
      }),
      logprobs: chatLogprobsSchema.nullable(),
      finish_reason: finishReason.nullable(),
    }),
  ),
  /** Present only if asked for: null on every chunk but the last. */
  usage: usageSchema.nullable().optional(),
  speculation: speculationAnswerSchema.optional(),
});

export type ChatLogprobs = z.output<typeof chatLogprobsSchema>;
export type ChatCompletion = z.output<typeof chatCompletionSchema>;
export type ChatCompletionChunk = z.output<typeof chatCompletionChunkSchema>;
export type CompletionFinishReason = z.output<typeof finishReason>;
