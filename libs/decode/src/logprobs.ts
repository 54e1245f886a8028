import type { TokenId } from '@slipstream/speculation';

import type { TokenLogprobs } from './request.js';

/** The log probability of `token` and of the `topCount` most probable tokens, under the plain softmax. */
export function tokenLogprobs(logits: Float32Array, token: TokenId, topCount: number): TokenLogprobs {
  const top = mostProbable(logits, topCount);
  let peak = -Infinity;
  for (const logit of logits) if (logit > peak) peak = logit;
  let total = 0;
  for (const logit of logits) total += Math.exp(logit - peak);
  const normalizer = peak + Math.log(total);
  return {
    logprob: logits[token]! - normalizer,
    top: top.map((candidate) => ({ token: candidate, logprob: logits[candidate]! - normalizer })),
  };
}

/** The `count` largest logits' tokens, largest first, by insertion into a short sorted list. */
function mostProbable(logits: Float32Array, count: number): TokenId[] {
  const tokens: TokenId[] = [];
  if (count === 0) return tokens;
  for (let token = 0; token < logits.length; token++) {
    const logit = logits[token]!;
    if (tokens.length === count && logit <= logits[tokens[count - 1]!]!) continue;
    let place = tokens.length;
    while (place > 0 && logits[tokens[place - 1]!]! < logit) place--;
    tokens.splice(place, 0, token);
    if (tokens.length > count) tokens.pop();
  }
  return tokens;
}
