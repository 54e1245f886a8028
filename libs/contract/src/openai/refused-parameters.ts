import { z } from 'zod';

/** Why a parameter that OpenAI knows is not served, and the values of it that ask for nothing and are let through. */
export interface RefusedParameter {
  reason: string;
  harmless: z.ZodType;
}

export type RefusedParameters = ReadonlyMap<string, RefusedParameter>;

const never = z.null();

const toolsReason = 'Tool calling is not supported by this server.';
const audioReason = 'This server produces text only.';

export const refusedInChat: RefusedParameters = new Map<string, RefusedParameter>([
  ['tools', { reason: toolsReason, harmless: never }],
  ['tool_choice', { reason: toolsReason, harmless: never }],
  ['parallel_tool_calls', { reason: toolsReason, harmless: never }],
  ['functions', { reason: toolsReason, harmless: never }],
  ['function_call', { reason: toolsReason, harmless: never }],
  [
    'response_format',
    {
      reason: "Only the response format {'type': 'text'} is supported.",
      harmless: z.strictObject({ type: z.literal('text') }),
    },
  ],
  ['audio', { reason: audioReason, harmless: never }],
  ['modalities', { reason: audioReason, harmless: z.tuple([z.literal('text')]) }],
  ['prediction', { reason: 'Predicted outputs are not supported by this server.', harmless: never }],
  ['reasoning_effort', { reason: 'Reasoning effort cannot be chosen for this model.', harmless: never }],
  ['verbosity', { reason: 'Verbosity cannot be chosen for this model.', harmless: never }],
  ['web_search_options', { reason: 'Web search is not supported by this server.', harmless: never }],
  ['moderation', { reason: 'Moderation is not supported by this server.', harmless: never }],
  ['prompt_cache_options', { reason: 'Prompt caching is automatic here.', harmless: never }],
  ['prompt_cache_retention', { reason: 'Prompt caching is automatic here.', harmless: never }],
  ['store', { reason: 'Completions are not stored by this server.', harmless: z.literal(false) }],
]);

export const refusedInCompletions: RefusedParameters = new Map<string, RefusedParameter>([
  ['best_of', { reason: "Only 'best_of': 1 is supported; use 'n'.", harmless: z.literal(1) }],
  ['echo', { reason: "Only 'echo': false is supported.", harmless: z.literal(false) }],
  ['suffix', { reason: 'Insertion before a suffix is not supported by this server.', harmless: never }],
]);
