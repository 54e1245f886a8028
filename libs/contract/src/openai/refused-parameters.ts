/** Why a parameter that OpenAI knows is not served, and the values of it that ask for nothing and are let through. */
export interface RefusedParameter {
  reason: string;
  isHarmless(value: unknown): boolean;
}

export type RefusedParameters = ReadonlyMap<string, RefusedParameter>;

const never = (): boolean => false;

const toolsReason = 'Tool calling is not supported by this server.';
const audioReason = 'This server produces text only.';

export const refusedInChat: RefusedParameters = new Map<string, RefusedParameter>([
  ['tools', { reason: toolsReason, isHarmless: never }],
  ['tool_choice', { reason: toolsReason, isHarmless: never }],
  ['parallel_tool_calls', { reason: toolsReason, isHarmless: never }],
  ['functions', { reason: toolsReason, isHarmless: never }],
  ['function_call', { reason: toolsReason, isHarmless: never }],
  [
    'response_format',
    { reason: "Only the response format {'type': 'text'} is supported.", isHarmless: isTextFormat },
  ],
  ['audio', { reason: audioReason, isHarmless: never }],
  ['modalities', { reason: audioReason, isHarmless: isTextOnly }],
  ['prediction', { reason: 'Predicted outputs are not supported by this server.', isHarmless: never }],
  ['reasoning_effort', { reason: 'Reasoning effort cannot be chosen for this model.', isHarmless: never }],
  ['verbosity', { reason: 'Verbosity cannot be chosen for this model.', isHarmless: never }],
  ['web_search_options', { reason: 'Web search is not supported by this server.', isHarmless: never }],
  ['moderation', { reason: 'Moderation is not supported by this server.', isHarmless: never }],
  ['prompt_cache_options', { reason: 'Prompt caching is automatic here.', isHarmless: never }],
  ['prompt_cache_retention', { reason: 'Prompt caching is automatic here.', isHarmless: never }],
  ['store', { reason: 'Completions are not stored by this server.', isHarmless: (value) => value === false }],
]);

export const refusedInCompletions: RefusedParameters = new Map<string, RefusedParameter>([
  ['best_of', { reason: "Only 'best_of': 1 is supported; use 'n'.", isHarmless: (value) => value === 1 }],
  ['echo', { reason: "Only 'echo': false is supported.", isHarmless: (value) => value === false }],
  ['suffix', { reason: 'Insertion before a suffix is not supported by this server.', isHarmless: never }],
]);

function isTextFormat(value: unknown): boolean {
  return isRecord(value) && value.type === 'text' && Object.keys(value).length === 1;
}

function isTextOnly(value: unknown): boolean {
  return Array.isArray(value) && value.length === 1 && value[0] === 'text';
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
