import { SeededRandom } from '@slipstream/testing';

import { createSpeculation, type EndpointSpeculation } from './endpoint-speculation.js';
import { StepCost } from './step-cost.js';
import {
  decodeAsking,
  decodeTogether,
  SimulatedSpeculator,
  type SimulatedStep,
} from './testing/simulated-speculator.js';
import { simulate, type SimulatedRequest } from './testing/simulation.js';
import { leanProfile as profile } from './testing/profiles.js';

function create(speculator?: SimulatedSpeculator): EndpointSpeculation {
  return createSpeculation({
    stepCost: StepCost.fromProfile(profile),
    endpointMemory: { ringLog2: 14, ngramsLog2: 14 },
    requestMemory: { ringLog2: 12, ngramsLog2: 13 },
    ...(speculator && { neural: { speculator, now: speculator.clock.now } }),
  });
}

/** A text in which next to nothing comes back, so that counting is silent. */
function novel(seed: number, length: number): SimulatedRequest {
  const random = new SeededRandom(seed);
  return { tokens: Int32Array.from({ length }, () => random.below(1_000_000)), promptLength: 20 };
}

const callsIn = (steps: readonly SimulatedStep[]): number => steps.filter(({ isAsked }) => isAsked).length;
const shareOf = (steps: readonly SimulatedStep[], arm: SimulatedStep['arm']): number =>
  steps.filter((step) => step.arm === arm).length / steps.length;

describe('an endpoint with a static speculator', () => {
  it('drafts with it from the first step on', async () => {
    const speculator = new SimulatedSpeculator({ acceptance: 1 });
    const steps = await decodeAsking(speculator, create(speculator), novel(1, 400));
    expect(steps[0]).toMatchObject({ isAsked: true, arm: 'static' });
    expect(shareOf(steps, 'static')).toBeGreaterThan(0.95);
    expect(400 / steps.length).toBeGreaterThan(4);
  });

  it('learns nothing of a running sequence once all is to be forgotten, not even what the speculator is worth to it', async () => {
    const speculator = new SimulatedSpeculator({ acceptance: 1 });
    const speculation = create(speculator);
    const draft = speculator.draft.bind(speculator);
    let calls = 0;
    speculator.draft = (lanes, options) => {
      if (++calls === 10) speculation.forget();
      return draft(lanes, options);
    };
    await decodeAsking(speculator, speculation, novel(1, 400));
    expect(calls).toBeGreaterThan(20);
    const fresh = create(speculator);
    fresh.forget();
    const empty = fresh.saveState();
    expect(speculation.saveState().every((byte, index) => byte === empty[index])).toBe(true);
  });

  it('leaves a text to counting, which costs nothing, once that has learned it', async () => {
    const speculator = new SimulatedSpeculator({ acceptance: 1 });
    const speculation = create(speculator);
    const passes: SimulatedStep[][] = [];
    for (let pass = 0; pass < 8; pass++)
      passes.push(await decodeAsking(speculator, speculation, novel(2, 300)));
    const [first, second, last] = [passes[0]!, passes[1]!, passes.at(-1)!];
    expect(shareOf(first, 'adaptive')).toBeLessThan(0.05);
    expect(shareOf(second, 'chained')).toBeGreaterThan(0);
    expect(shareOf(last, 'adaptive')).toBeGreaterThan(0.9);
    expect(callsIn(last)).toBeLessThan(0.1 * last.length);
    expect(last.length).toBeLessThan(first.length);
  });

  it('asks one that is never right less and less, but for a probe now and then', async () => {
    const speculator = new SimulatedSpeculator({ acceptance: 0 });
    const steps = await decodeAsking(speculator, create(speculator), novel(3, 620));
    expect(steps).toHaveLength(600);
    const hundreds = [0, 100, 500].map((from) => callsIn(steps.slice(from, from + 100)));
    expect(hundreds[0]).toBeGreaterThan(8);
    expect(hundreds[1]).toBeLessThan(hundreds[0]! / 2);
    expect(hundreds[2]).toBeGreaterThanOrEqual(1);
    expect(hundreds[2]).toBeLessThanOrEqual(2);
  });

  it('drafts its tokens in the step that they were made for alone, whoever else is in the batch', async () => {
    const speculator = new SimulatedSpeculator({ acceptance: 0.9 });
    const speculation = create(speculator);
    const known = novel(4, 300);
    for (let pass = 0; pass < 6; pass++) await decodeAsking(speculator, speculation, known);
    // Each enters what counting knows, and leaves it, at another time.
    const requests = [5, 6, 7].map((seed) => {
      const { tokens } = novel(seed, 300);
      tokens.set(known.tokens.subarray(100, 200), 40 * (seed - 4));
      return { tokens, promptLength: 20 };
    });
    const steps = (await decodeTogether(speculator, speculation, requests)).flat();
    for (const { arm, drafted, isAsked } of steps) {
      expect(arm === 'none').toBe(drafted === 0);
      if (!isAsked) expect(['none', 'adaptive']).toContain(arm);
    }
    expect(callsIn(steps)).toBeGreaterThan(0.2 * steps.length);
    expect(callsIn(steps)).toBeLessThan(0.8 * steps.length);
  });

  it('asks one that failed not again before a revision', async () => {
    const speculator = new SimulatedSpeculator({ acceptance: 1 });
    const speculation = create(speculator);
    let failures = 0;
    speculator.draft = () => Promise.reject(new Error(`failure ${++failures}`));
    const steps = await decodeAsking(speculator, speculation, novel(6, 200));
    expect(shareOf(steps, 'none')).toBeGreaterThan(0.95);
    expect(failures).toBe(1);
    speculation.noteRevision();
    await decodeAsking(speculator, speculation, novel(7, 200));
    expect(failures).toBe(2);
  });
});

describe('a revision of the weights', () => {
  /**
   * Calls in the requests after the static speculator has become worthless. No more than seven requests: drift, which
   * would be noticed later, is no part of this.
   */
  async function callsAfter(revise: (speculation: EndpointSpeculation) => void): Promise<number> {
    const speculator = new SimulatedSpeculator({ acceptance: 0.9 });
    const speculation = create(speculator);
    for (let seed = 10; seed < 14; seed++) await decodeAsking(speculator, speculation, novel(seed, 500));
    revise(speculation);
    speculator.acceptance = 0;
    let calls = 0;
    for (let seed = 20; seed < 23; seed++) {
      calls += callsIn(await decodeAsking(speculator, speculation, novel(seed, 150)));
    }
    return calls;
  }

  it('lets calls of a speculator that it made worthless end sooner', async () => {
    const told = await callsAfter((speculation) => speculation.noteRevision());
    const untold = await callsAfter(() => undefined);
    expect(told).toBeLessThan(0.7 * untold);
  });

  it('changes no draft of what counting has learned', () => {
    const [told, untold] = [create(), create()];
    const passes = [told, untold].map((speculation) => {
      for (let pass = 0; pass < 4; pass++) simulate(speculation, [novel(5, 300)], profile);
      if (speculation === told) speculation.noteRevision();
      return simulate(speculation, [novel(5, 300)], profile);
    });
    expect(passes[0]).toEqual(passes[1]);
    expect(passes[0]!.tokensPerStep).toBeGreaterThan(3);
  });
});
