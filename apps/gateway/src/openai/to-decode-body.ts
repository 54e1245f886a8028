import type {
  ChatCompletionRequest,
  ChatMessage,
  CompletionRequest,
  DecodeBody,
  UsageAccount,
} from '@slipstream/contract';

export interface DecodeIdentity {
  requestId: string;
  account: UsageAccount;
  /** Used when the request names no seed: a repeated attempt must draw the same text. */
  drawnSeed: number;
}

export function chatToDecodeBody(request: ChatCompletionRequest, identity: DecodeIdentity): DecodeBody {
  return {
    ...sharedFields(request, identity),
    input: { kind: 'chat', messages: request.messages.map(toChatMessage) },
    maxTokens: request.max_completion_tokens ?? request.max_tokens ?? null,
    topLogprobs: request.logprobs ? (request.top_logprobs ?? 0) : null,
  };
}

export function completionToDecodeBody(request: CompletionRequest, identity: DecodeIdentity): DecodeBody {
  return {
    ...sharedFields(request, identity),
    input: { kind: 'text', prompt: request.prompt },
    maxTokens: request.max_tokens,
    topLogprobs: request.logprobs ?? null,
  };
}

function sharedFields(
  request: ChatCompletionRequest | CompletionRequest,
  { requestId, account, drawnSeed }: DecodeIdentity,
): Omit<DecodeBody, 'input' | 'maxTokens' | 'topLogprobs'> {
  return {
    requestId,
    account,
    sampling: {
      temperature: request.temperature,
      topP: request.top_p,
      topK: request.top_k,
      minP: request.min_p,
      presencePenalty: request.presence_penalty,
      frequencyPenalty: request.frequency_penalty,
      logitBias: request.logit_bias,
      seed: request.seed === undefined ? drawnSeed : toWorkerSeed(request.seed),
    },
    n: request.n,
    stop: request.stop,
    speculation: request.speculation,
  };
}

/** Negative seeds continue at the far end of the worker's range, [0, 2^53), as two's complement would. */
function toWorkerSeed(seed: number): number {
  return seed < 0 ? seed + 2 ** 53 : seed;
}

/** `developer` is OpenAI's newer word for `system`; chat templates of open models know the older one. */
function toChatMessage({ role, content, name }: ChatCompletionRequest['messages'][number]): ChatMessage {
  const message = { role: role === 'developer' ? ('system' as const) : role, content };
  return name === undefined ? message : { ...message, name };
}
