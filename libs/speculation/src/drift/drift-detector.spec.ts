import { SeededRandom } from '@slipstream/testing';

import { createSpeculation, type EndpointSpeculation } from '../endpoint-speculation.js';
import { StepCost } from '../step-cost.js';
import { type SimulatedRequest, simulate } from '../testing/simulation.js';
import { SimulatedDomain } from '../testing/simulated-domain.js';
import type { DriftEvent } from './drift-detector.js';
import { coarseProfile as profile } from '../testing/profiles.js';

interface Watched {
  readonly speculation: EndpointSpeculation;
  readonly events: DriftEvent[];
}

function watched(): Watched {
  const events: DriftEvent[] = [];
  const speculation = createSpeculation({
    stepCost: StepCost.fromProfile(profile),
    endpointMemory: { ringLog2: 13, ngramsLog2: 13 },
    requestMemory: { ringLog2: 10, ngramsLog2: 10 },
    onDrift: (event) => events.push(event),
  });
  return { speculation, events };
}

/** Requests that share phrases, as those of one tenant do; `seed` names the tenant. */
function tenantStream(seed: number, count: number): SimulatedRequest[] {
  const shape = { phraseCount: 60, phraseLength: 12, vocabularySize: 5000, noise: 0, promptLength: 12 };
  return new SimulatedDomain({ seed, ...shape }).requests(count);
}

/** A random answer of another length each time. */
function unpredictable(seed: number, count: number): SimulatedRequest[] {
  const random = new SeededRandom(seed);
  return Array.from({ length: count }, () => ({
    tokens: Int32Array.from({ length: random.between(40, 200) }, () => random.below(300)),
    promptLength: 12,
  }));
}

describe('the drift detector', () => {
  it.each([1, 2, 3])('raises at most one alarm in 200 requests of steady traffic (tenant %i)', (seed) => {
    const { speculation, events } = watched();
    simulate(speculation, tenantStream(seed, 200), profile);
    expect(events.filter(({ end }) => end === undefined).length).toBeLessThanOrEqual(1);
  });

  it('raises no alarm where there is nothing to predict', () => {
    const { speculation, events } = watched();
    simulate(speculation, unpredictable(4, 200), profile);
    expect(events).toEqual([]);
  });

  it.each([11, 12, 13])(
    'finds a turn of the traffic within ten requests, and its end (tenant %i)',
    (seed) => {
      const { speculation, events } = watched();
      simulate(speculation, tenantStream(seed, 60), profile);
      const earlier = events.length;
      simulate(speculation, tenantStream(seed + 100, 60), profile);
      const [began, ended] = events.slice(earlier);
      expect(began).toMatchObject({ end: undefined });
      expect(began!.start - 60).toBeLessThanOrEqual(10);
      expect(began!.scores.vocabulary).toBeGreaterThan(0.3);
      expect(ended).toMatchObject({ start: began!.start, cause: began!.cause });
      expect(ended!.end! - began!.start).toBeLessThanOrEqual(40);
      expect(ended!.worst).toBeLessThan(ended!.before);
      expect(ended!.after).toBeGreaterThan(ended!.worst);
    },
  );

  it('lets a single strange request pass', () => {
    const { speculation, events } = watched();
    simulate(speculation, tenantStream(21, 60), profile);
    const earlier = events.length;
    simulate(speculation, tenantStream(99, 1), profile);
    simulate(speculation, tenantStream(21, 70).slice(60), profile);
    expect(events.length).toBe(earlier);
  });

  it('names a prompt that changed its shape as what came with a drift', () => {
    const { speculation, events } = watched();
    simulate(speculation, tenantStream(31, 60), profile);
    const longer = tenantStream(131, 20).map(({ tokens }) => ({ tokens, promptLength: 60 }));
    simulate(speculation, longer, profile);
    expect(events.at(-1)!.scores.promptLength).toBeGreaterThan(0.5);
  });
});
