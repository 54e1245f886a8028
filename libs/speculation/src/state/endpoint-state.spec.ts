import { SeededRandom } from '@slipstream/testing';

import { createSpeculation, type EndpointSpeculation } from '../endpoint-speculation.js';
import { StepCost } from '../step-cost.js';
import { type SimulatedRequest, simulate } from '../testing/simulation.js';
import { tenantStream } from '../testing/tenant-stream.js';
import { memorySizeOf } from '../token-memory.js';
import { StateRefused } from './state-refused.js';

const profile = [
  { rows: 1, ms: 7 },
  { rows: 8, ms: 11 },
  { rows: 32, ms: 33 },
];

function create(log2 = 13): EndpointSpeculation {
  return createSpeculation({
    stepCost: StepCost.fromProfile(profile),
    endpointMemory: { ringLog2: log2, ngramsLog2: log2 },
    requestMemory: { ringLog2: 10, ngramsLog2: 10 },
  });
}

function learned(requests: readonly SimulatedRequest[]): EndpointSpeculation {
  const speculation = create();
  simulate(speculation, requests, profile);
  return speculation;
}

describe('the state of an endpoint', () => {
  const requests = tenantStream(7, 40);
  const next = tenantStream(7, 48).slice(40);

  it('drafts after it was restored exactly as before it was saved', () => {
    const original = learned(requests);
    const restored = create();
    restored.restoreState(original.saveState());
    restored.checkIntegrity();
    expect(restored.saveState()).toEqual(original.saveState());
    expect(simulate(restored, next, profile)).toEqual(simulate(original, next, profile));
  });

  it('has the same size whatever was learned', () => {
    expect(learned(requests).saveState().length).toBe(create().saveState().length);
  });

  it('refuses bytes of which one was flipped, and stays as it is', () => {
    const saved = learned(requests).saveState();
    const present = learned(next);
    const before = present.saveState();
    const random = new SeededRandom(9);
    const places = [...Array(20).keys(), ...Array.from({ length: 12 }, () => random.below(saved.length))];
    for (const place of places) {
      const damaged = saved.slice();
      damaged[place]! ^= 1 << random.below(8);
      expect(() => present.restoreState(damaged)).toThrow(StateRefused);
      expect(() => present.mergeState(damaged)).toThrow(StateRefused);
    }
    expect(present.saveState()).toEqual(before);
  });

  it('refuses a part of the bytes, and those of another memory size, and says why', () => {
    const saved = learned(requests).saveState();
    for (const length of [0, 3, 100, saved.length - 8]) {
      expect(() => create().restoreState(saved.slice(0, length))).toThrow(
        expect.objectContaining({ reason: 'truncated' }),
      );
    }
    expect(() => create(12).restoreState(saved)).toThrow(expect.objectContaining({ reason: 'size' }));
  });

  it('is worth, merged from replicas that saw half of a stream each, as much as one that saw it all', () => {
    const whole = simulate(learned(requests), next, profile).tokensPerStep;
    const merged = learned(requests.filter((_, index) => index % 2 === 0));
    merged.mergeState(learned(requests.filter((_, index) => index % 2 === 1)).saveState());
    merged.checkIntegrity();
    const { tokensPerStep } = simulate(merged, next, profile);
    const half = simulate(learned(requests.slice(0, 4)), next, profile).tokensPerStep;
    expect(tokensPerStep).toBeGreaterThan(0.95 * whole);
    expect(half).toBeLessThan(0.9 * whole);
  });

  it('finds broken invariants', () => {
    const speculation = learned(requests);
    speculation.calibration.cells.successes[3] = 1e6;
    expect(() => speculation.checkIntegrity()).toThrow(/calibration\.cells: entry 3/);
  });

  it('fits the number of bytes that it is given, and uses most of them', () => {
    for (const bytes of [1e5, 1e6, 13 * 2 ** 20]) {
      const { ringLog2, ngramsLog2 } = memorySizeOf(bytes);
      const used = 12 * 2 ** ringLog2 + 37 * 2 ** ngramsLog2;
      expect(used).toBeLessThanOrEqual(bytes);
      expect(used).toBeGreaterThan(bytes / 2.5);
    }
    expect(memorySizeOf(13 * 2 ** 20)).toEqual({ ringLog2: 18, ngramsLog2: 18 });
    expect(() => memorySizeOf(10)).toThrow(RangeError);
  });
});
