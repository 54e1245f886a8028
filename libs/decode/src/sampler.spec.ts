import { SeededRandom } from '@slipstream/testing';

import { gumbel, gumbelCeiling, PositionNoise } from './noise.js';
import { greedy, type SamplingParams } from './request.js';
import { Sampler } from './sampler.js';

const logits = Float32Array.from([2, 1, 0.5, 0, -1, -2, -3, 1.5]);
const scores = { greedyToken: () => 0, logits: () => logits };

function sampledCounts(params: Partial<SamplingParams>, draws: number): number[] {
  const counts = Array<number>(logits.length).fill(0);
  const sampler = new Sampler({ ...greedy, temperature: 1, seed: 11, ...params });
  for (let position = 0; position < draws; position++) counts[sampler.sample(scores, 0, position)]!++;
  return counts;
}

/** Exact probabilities by the definition: rank, cut, renormalize. */
function expectedProbabilities({
  temperature = 1,
  topK = 0,
  topP = 1,
  minP = 0,
}: Partial<SamplingParams>): number[] {
  const weights = Array.from(logits, (logit) => Math.exp(logit / temperature));
  const ranked = weights.map((_, token) => token).sort((a, b) => weights[b]! - weights[a]! || a - b);
  const kept = new Set(topK > 0 ? ranked.slice(0, topK) : ranked);
  const sum = (tokens: Iterable<number>): number =>
    [...tokens].reduce((total, token) => total + weights[token]!, 0);
  const mass = sum(kept);
  let reached = 0;
  for (const token of ranked) {
    if (reached >= topP * mass) kept.delete(token);
    else if (kept.has(token)) reached += weights[token]!;
  }
  for (const token of [...kept]) if (weights[token]! < minP * weights[ranked[0]!]!) kept.delete(token);
  const total = sum(kept);
  return weights.map((weight, token) => (kept.has(token) ? weight / total : 0));
}

describe('Sampler', () => {
  it.each<Partial<SamplingParams>>([
    {},
    { temperature: 0.5 },
    { temperature: 2 },
    { topK: 3 },
    { topP: 0.7 },
    { minP: 0.2 },
    { topK: 5, topP: 0.9, temperature: 1.4 },
  ])('draws from the softmax under %j (χ² below its 99.9 % quantile)', (params) => {
    const draws = 20000;
    const counts = sampledCounts(params, draws);
    let chiSquare = 0;
    expectedProbabilities(params).forEach((probability, token) => {
      if (probability === 0) expect(counts[token]).toBe(0);
      else chiSquare += (counts[token]! - probability * draws) ** 2 / (probability * draws);
    });
    expect(chiSquare).toBeLessThan(24.3);
  });

  it('draws the same token for the same seed and position, in any order', () => {
    const params = { ...greedy, temperature: 1, seed: 2 ** 40 + 5 };
    const positions = Array.from({ length: 50 }, (_, index) => index);
    const forward = positions.map((position) => new Sampler(params).sample(scores, 0, position));
    const sampler = new Sampler(params);
    const backward = [...positions].reverse().map((position) => sampler.sample(scores, 0, position));
    expect(backward.reverse()).toEqual(forward);
  });

  it('draws differently for seeds that differ only above 32 bits', () => {
    const draw = (seed: number): number[] => {
      const sampler = new Sampler({ ...greedy, temperature: 2, seed });
      return Array.from({ length: 40 }, (_, position) => sampler.sample(scores, 0, position));
    };
    expect(draw(7)).not.toEqual(draw(7 + 2 ** 32));
  });

  it.each([0.5, 1, 2, 20])('gives at temperature %d what a search by the definition gives', (temperature) => {
    const random = new SeededRandom(3);
    const large = Float32Array.from({ length: 5000 }, () => random.next() * 30);
    for (let seed = 0; seed < 50; seed++) {
      const noise = new PositionNoise(seed);
      noise.moveTo(seed);
      const disturbed = large.map((logit, token) => logit / temperature + gumbel(noise.bits(token)));
      const sampler = new Sampler({ ...greedy, temperature, seed });
      const token = sampler.sample({ greedyToken: () => 0, logits: () => large }, 0, seed);
      expect(token).toBe(disturbed.indexOf(Math.max(...disturbed)));
    }
  });

  it('never calls noise out of reach that is not', () => {
    const random = new SeededRandom(4);
    for (let draw = 0; draw < 5000; draw++) {
      const bits = Math.floor(random.next() * 2 ** 32);
      expect(gumbelCeiling(bits)).toBeGreaterThanOrEqual(gumbel(bits));
    }
    expect(gumbelCeiling(2 ** 32 - 1)).toBe(gumbel(2 ** 32 - 1));
  });

  it('applies penalties to tokens that were generated and biases to any', () => {
    const penalized = new Sampler({ ...greedy, frequencyPenalty: 2 });
    expect(penalized.sample(scores, 0, 0)).toBe(0);
    penalized.observe(0);
    expect(penalized.sample(scores, 0, 1)).toBe(7);
    const biased = new Sampler({ ...greedy, logitBias: new Map([[6, 100]]) });
    expect(biased.sample(scores, 0, 0)).toBe(6);
  });
});
