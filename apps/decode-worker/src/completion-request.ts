import type { ChoiceProgress, DecodeBody, DecodeInput, SpeculationPolicyBody } from '@slipstream/contract';
import type { SamplingParams } from '@slipstream/decode';
import type { TokenId } from '@slipstream/speculation';

import type { CompletionRequest } from './completion.js';
import { DecodeRefusal } from './decode-refusal.js';
import { learningOf } from './learning-reports/held-out.js';

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
export function toCompletionRequest(
  body: DecodeBody,
  model: ServedModel,
  policy: SpeculationPolicyBody,
): CompletionRequest {
  const promptTokens = encodePrompt(body.input, model);
  return {
    fingerprint: model.fingerprint,
    choiceCount: body.n,
    stops: body.stop,
    resumed: resumedChoices(body, model),
    sequence: {
      promptTokens,
      sampling: toSamplingParams(body.sampling, model.vocabularySize),
      maxTokens: Math.min(body.maxTokens ?? Infinity, model.contextLength - promptTokens.length),
      stopTokens: model.stopTokens,
      topLogprobs: body.topLogprobs ?? undefined,
      speculation: policy.speculation === 'off' ? 'none' : body.speculation,
      learning: learningOf(body, policy),
    },
  };
}

/** What earlier attempts told of each choice, if there were any and the text goes on here as it would have there. */
function resumedChoices({ resume, n }: DecodeBody, model: ServedModel): readonly ChoiceProgress[] {
  if (resume === undefined) return [];
  if (resume.fingerprint !== model.fingerprint) {
    const message = `The answer began on ${resume.fingerprint}; this worker serves ${model.fingerprint}.`;
    throw new DecodeRefusal('not_resumable', message);
  }
  if (resume.choices.length !== n) {
    const message = `resume has ${resume.choices.length} choices, the request ${n}.`;
    throw new DecodeRefusal('invalid_request', message);
  }
  const isKnown = (token: TokenId): boolean => token < model.vocabularySize;
  if (!resume.choices.every((choice) => choice.state === 'finished' || choice.tokens.every(isKnown))) {
    throw new DecodeRefusal('invalid_request', 'resume has tokens that the model does not know.');
  }
  return resume.choices;
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
