import { z } from 'zod';
import { usageAccountSchema } from '../usage/usage-account.js';
import { decodeLimits } from './decode-limits.js';
import { decodeResumeSchema } from './decode-resume.js';

const chatMessageSchema = z.object({
  role: z.enum(['system', 'user', 'assistant']),
  content: z.string(),
  name: z.string().optional(),
});

const decodeInputSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('chat'), messages: z.array(chatMessageSchema).min(1) }),
  z.object({ kind: z.literal('text'), prompt: z.string() }),
]);

const samplingSchema = z.object({
  /** 0 is greedy. */
  temperature: z.number().min(0).max(2),
  /** 1 keeps every token; 0 keeps the most probable one. */
  topP: z.number().min(0).max(1),
  /** 0 keeps every token. */
  topK: z.int().min(0).max(decodeLimits.topKMax),
  /** 0 keeps every token. */
  minP: z.number().min(0).max(1),
  presencePenalty: z.number().min(-2).max(2),
  frequencyPenalty: z.number().min(-2).max(2),
  /** Keys are token ids in decimal. */
  logitBias: z.record(z.string().regex(/^\d{1,10}$/), z.number().min(-100).max(100)),
  /** In [0, 2^53): always given, so that the same request can be repeated elsewhere with the same text. */
  seed: z.int().min(0),
});

/** The body of `POST /v1/decode`. */
export const decodeBodySchema = z.object({
  requestId: z.string().min(1).max(128),
  /** Whom it is charged to. */
  account: usageAccountSchema,
  input: decodeInputSchema,
  sampling: samplingSchema,
  /** Number of choices. */
  n: z.int().min(1).max(decodeLimits.choiceCountMax),
  /** Most tokens per choice; null leaves it to the context limit. */
  maxTokens: z.int().min(1).max(decodeLimits.maxTokensMax).nullable(),
  stop: z.array(z.string().min(1).max(decodeLimits.stopLengthMax)).max(decodeLimits.stopCountMax),
  /** Number of alternatives reported per token; null reports no log probabilities at all. */
  topLogprobs: z.int().min(0).max(decodeLimits.topLogprobsMax).nullable(),
  speculation: z.enum(['auto', 'none']),
  /** Whether the endpoint learns from it; left out, it does. */
  learning: z.enum(['on', 'off']).optional(),
  /** Left out for a request that begins. */
  resume: decodeResumeSchema.optional(),
});

export type ChatMessage = z.output<typeof chatMessageSchema>;
export type DecodeInput = z.output<typeof decodeInputSchema>;
export type DecodeSampling = z.output<typeof samplingSchema>;
export type DecodeBody = z.output<typeof decodeBodySchema>;
