import type { DecodeUsage, Usage } from '@slipstream/contract';

/** What every chunk and answer to one request repeats. */
export interface Envelope {
  id: string;
  created: number;
  model: string;
  /** Only where the client named a tier; there is just this one. */
  service_tier?: 'default';
}

export function toUsage({ promptTokens, completionTokens, cachedTokens }: DecodeUsage): Usage {
  return {
    prompt_tokens: promptTokens,
    completion_tokens: completionTokens,
    total_tokens: promptTokens + completionTokens,
    prompt_tokens_details: { cached_tokens: cachedTokens },
  };
}
