import { SeededRandom } from '@slipstream/testing';

import type { SimulatedRequest } from './simulation.js';

/** Requests of about 120 tokens that share phrases, as those of one tenant do; `seed` names the tenant. */
export function tenantStream(seed: number, count: number): SimulatedRequest[] {
  const random = new SeededRandom(seed);
  const phrases = Array.from({ length: 60 }, () => Array.from({ length: 12 }, () => random.below(5000)));
  return Array.from({ length: count }, () => ({
    tokens: Int32Array.from(Array.from({ length: 10 }, () => phrases[random.below(phrases.length)]!).flat()),
    promptLength: 12,
  }));
}
