import { SeededRandom } from '@slipstream/testing';

import { createSpeculation, type EndpointSpeculation } from '../endpoint-speculation.js';
import { replayStates } from '../replay/replay-states.js';
import { StepCost } from '../step-cost.js';
import { type Poison, poisonState } from '../testing/poison.js';
import { SimulatedDomain } from '../testing/simulated-domain.js';
import { simulate, type SimulatedRequest } from '../testing/simulation.js';
import type { TrialVerdict } from './state-trial.js';
import { coarseProfile as profile } from '../testing/profiles.js';

const memoryBytes = 200_000;
const domain = new SimulatedDomain({ seed: 1 });
const seen = domain.requests(40);
const heldOut = domain.requests(20);
const live = domain.requests(80);

function create(): EndpointSpeculation {
  return createSpeculation({
    stepCost: StepCost.fromProfile(profile),
    memoryBytes,
    requestMemory: { ringLog2: 9, ngramsLog2: 10 },
  });
}

function taught(requests: readonly SimulatedRequest[]): EndpointSpeculation {
  const speculation = create();
  simulate(speculation, requests, profile);
  return speculation;
}

const honest = taught(seen).saveState();
const replay = (candidate: Uint8Array, active: Uint8Array | undefined) =>
  replayStates({ candidate, active, sequences: heldOut, stepCosts: profile });

/** Serves live traffic while a state is tried against the honest one. */
function trial(candidate: Uint8Array, seed: number) {
  const speculation = create();
  speculation.restoreState(honest);
  const random = new SeededRandom(seed);
  const verdicts: TrialVerdict[] = [];
  speculation.tryState(candidate, {
    taught: [],
    random: () => random.next(),
    onVerdict: (verdict) => verdicts.push(verdict),
  });
  const { speedup } = simulate(speculation, live, profile);
  return { speedup, verdict: verdicts[0] };
}

const poisons: Poison[] = ['shuffled', 'eager', 'silent'];

describe.each(poisons)('a state that is %s', (poison) => {
  const poisoned = poisonState(honest, poison, memoryBytes);

  it('is slower in replay beyond chance, and changes no text there', () => {
    const { ratio, high, isLossless } = replay(poisoned, honest);
    expect(high).toBeLessThan(1);
    expect(ratio).toBeLessThan(0.9);
    expect(isLossless).toBe(true);
  });

  it('is found out by live traffic and given up, at 3 % of the speed at most', () => {
    const speculation = create();
    speculation.restoreState(honest);
    const { speedup: undisturbed } = simulate(speculation, live, profile);
    for (const seed of [1, 2, 3]) {
      const { speedup, verdict } = trial(poisoned, seed);
      expect(verdict).toMatchObject({ isWorse: true });
      expect(verdict!.steps).toBeLessThan(150);
      expect(speedup / undisturbed).toBeGreaterThan(0.97);
    }
  });
});

describe('a state that is as good as the present one', () => {
  it('is not held to be slower, by replay or by live traffic', () => {
    const other = taught([...seen].reverse()).saveState();
    expect(replay(other, honest).high).toBeGreaterThan(1);
    const verdicts = Array.from({ length: 12 }, (_, seed) => trial(other, seed).verdict);
    expect(verdicts.filter((verdict) => verdict?.isWorse)).toHaveLength(0);
    expect(verdicts.filter((verdict) => verdict !== undefined).length).toBeGreaterThan(6);
  });

  it('beats plain decoding in replay', () => {
    const { low, active, candidate } = replay(honest, undefined);
    expect(low).toBeGreaterThan(1);
    expect(active).toBeUndefined();
    expect(candidate.acceptanceLength).toBeGreaterThan(1.5);
  });
});
