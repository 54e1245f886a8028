import type { DecodeBody, DecodeInput } from '@slipstream/contract';
import type { SamplingParams } from '@slipstream/decode';
import type { TokenId } from '@slipstream/speculation';

import type { CompletionRequest } from './completion.js';
import { DecodeRefusal } from './decode-refusal.js';

/** What a request is checked against: the target's bounds and its tokenizer. */
export interface ServedModel {
  readonly contextLength: number;
  readonly vocabularySize: number;
  /** Names the weights and what else the text depends on. */
  readonly fingerprint: string;
  /** Tokens that end an answer. */
  readonly stopTokens: ReadonlySet<TokenId>;
  encode(input: DecodeInput): Int32Array;
}

/** Turns a parsed body into engine terms, or says with numbers why it does not fit this model. */
export function toCompletionRequest(body: DecodeBody, model: ServedModel): CompletionRequest {
  const promptTokens = encodePrompt(body.input, model);
  return {
    fingerprint: model.fingerprint,
    choiceCount: body.n,
    stops: body.stop,
    sequence: {
      promptTokens,
      sampling: toSamplingParams(body.sampling, model.vocabularySize),
      maxTokens: Math.min(body.maxTokens ?? Infinity, model.contextLength - promptTokens.length),
      stopTokens: model.stopTokens,
      topLogprobs: body.topLogprobs ?? undefined,
      speculation: body.speculation,
    },
  };
}

function encodePrompt(input: DecodeInput, model: ServedModel): Int32Array {
  const promptTokens = model.encode(input);
  if (promptTokens.length === 0) throw new DecodeRefusal('invalid_request', 'The prompt has no tokens.');
  if (promptTokens.length >= model.contextLength) {
    throw new DecodeRefusal(
      'context_length_exceeded',
      `The prompt has ${promptTokens.length} tokens. The model's context holds ${model.contextLength} tokens, ` +
        `prompt and completion together, so a prompt may have at most ${model.contextLength - 1}.`,
    );
  }
  return promptTokens;
}

function toSamplingParams(sampling: DecodeBody['sampling'], vocabularySize: number): SamplingParams {
  const logitBias = new Map<TokenId, number>();
  for (const [key, bias] of Object.entries(sampling.logitBias)) {
    const token = Number(key);
    if (token >= vocabularySize) {
      const message = `logit_bias names token ${token}, but the model's tokens end at ${vocabularySize - 1}.`;
      throw new DecodeRefusal('invalid_request', message);
    }
    logitBias.set(token, bias);
  }
  return { ...sampling, logitBias };
}
