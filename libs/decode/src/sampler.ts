import type { TokenId } from '@slipstream/speculation';

import { argmax, type CandidateFloor, keepProbable } from './candidates.js';
import { gumbel, gumbelCeiling, gumbelMax, PositionNoise } from './noise.js';
import type { SamplingParams } from './request.js';
import type { TokenScores } from './target-model.js';

/**
 * Draws one sequence's tokens from the target's logits. Deterministic: the token is a function of the logits,
 * the parameters, the tokens generated before it, the seed and the position.
 */
export class Sampler {
  /** Whether the logits are needed at all: plain greedy decoding takes the graph's own maximum. */
  readonly needsLogits: boolean;
  private readonly hasPenalties: boolean;
  private readonly noise: PositionNoise;
  private readonly generatedCounts = new Map<TokenId, number>();
  private adjusted = new Float32Array(0);

  constructor(private readonly params: SamplingParams) {
    this.hasPenalties = params.presencePenalty !== 0 || params.frequencyPenalty !== 0;
    this.needsLogits = params.temperature > 0 || this.hasPenalties || params.logitBias.size > 0;
    this.noise = new PositionNoise(params.seed);
  }

  /** The target's token at `position`, given the scores of the row before it. */
  sample(scores: TokenScores, row: number, position: number): TokenId {
    if (!this.needsLogits) return scores.greedyToken(row);
    const logits = this.adjust(scores.logits(row));
    const { temperature } = this.params;
    if (temperature === 0) return argmax(logits);
    this.noise.moveTo(position);
    const floor = keepProbable(logits, this.params);
    return drawGumbelMax(logits, floor, 1 / temperature, this.noise);
  }

  /** Counts a generated token for the penalties. */
  observe(token: TokenId): void {
    if (this.hasPenalties) this.generatedCounts.set(token, (this.generatedCounts.get(token) ?? 0) + 1);
  }

  private adjust(logits: Float32Array): Float32Array {
    if (!this.hasPenalties && this.params.logitBias.size === 0) return logits;
    if (this.adjusted.length !== logits.length) this.adjusted = new Float32Array(logits.length);
    const adjusted = this.adjusted;
    adjusted.set(logits);
    for (const [token, bias] of this.params.logitBias) if (token < adjusted.length) adjusted[token]! += bias;
    for (const [token, count] of this.generatedCounts) {
      adjusted[token]! -= this.params.presencePenalty + this.params.frequencyPenalty * count;
    }
    return adjusted;
  }
}

/**
 * argmax over tokens of logit ÷ temperature + Gumbel noise, over the tokens that `floor` keeps. Starting from the
 * most probable token, most others are out of reach of any noise and cost a comparison; nearly all of the rest are out
 * of reach of theirs, and cost a hash.
 */
function drawGumbelMax(
  logits: Float32Array,
  floor: CandidateFloor,
  scale: number,
  noise: PositionNoise,
): TokenId {
  let best = floor.top;
  let bestValue = logits[best]! * scale + gumbel(noise.bits(best));
  let reach = Math.max(floor.logit, (bestValue - gumbelMax) / scale);
  for (let token = 0; token < logits.length; token++) {
    const logit = logits[token]!;
    if (logit < reach || token === floor.top) continue;
    if (logit === floor.logit && token > floor.lastAtFloor) continue;
    const bits = noise.bits(token);
    const scaled = logit * scale;
    if (scaled + gumbelCeiling(bits) <= bestValue) continue;
    const value = scaled + gumbel(bits);
    if (value <= bestValue) continue;
    bestValue = value;
    best = token;
    reach = Math.max(floor.logit, (bestValue - gumbelMax) / scale);
  }
  return best;
}
