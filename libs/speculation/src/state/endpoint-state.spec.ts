import { SeededRandom } from '@slipstream/testing';

import { createSpeculation, type EndpointSpeculation } from '../endpoint-speculation.js';
import { StepCost } from '../step-cost.js';
import { SimulatedDomain } from '../testing/simulated-domain.js';
import { simulate, type SimulatedRequest } from '../testing/simulation.js';
import { memorySizeOf } from '../token-memory.js';
import { mergeStates } from './merge-states.js';
import { encodeState } from './state-format.js';
import { StateRefused } from './state-refused.js';
import { coarseProfile as profile } from '../testing/profiles.js';

const memoryBytes = 200_000;
const smallMemoryBytes = 20_000;
/** More than is copied between two pauses. */
const largeMemoryBytes = 500_000;

function create(bytes = memoryBytes): EndpointSpeculation {
  return createSpeculation({
    stepCost: StepCost.fromProfile(profile),
    memoryBytes: bytes,
    requestMemory: { ringLog2: 9, ngramsLog2: 10 },
  });
}

function taught(requests: readonly SimulatedRequest[], bytes = memoryBytes): EndpointSpeculation {
  const speculation = create(bytes);
  simulate(speculation, requests, profile);
  return speculation;
}

/** Every draft of the requests, in order. */
function draftsOf(speculation: EndpointSpeculation, requests: readonly SimulatedRequest[]): number[][] {
  const drafts: number[][] = [];
  simulate(
    {
      needsHidden: false,
      open: (history) => speculation.open(history),
      plan: (batch) => {
        void speculation.plan(batch);
        for (const { draft } of batch) drafts.push([...draft.tokens.subarray(0, draft.length)]);
      },
      observeStep: () => undefined,
    },
    requests,
    profile,
  );
  return drafts;
}

function refusalOf(action: () => void): string {
  try {
    action();
  } catch (error) {
    if (error instanceof StateRefused) return error.reason;
    throw error;
  }
  return 'none';
}

/** Jest compares long arrays an element at a time, in seconds. */
function areSame(one: Uint8Array, other: Uint8Array): boolean {
  return one.length === other.length && one.every((byte, index) => byte === other[index]);
}

describe('the state of an endpoint', () => {
  const domain = new SimulatedDomain({ seed: 1 });
  const seen = domain.requests(40);
  const next = domain.requests(8);

  it('drafts the same after a round trip as before it', () => {
    const original = taught(seen);
    const restored = create();
    restored.restoreState(original.saveState());
    restored.checkIntegrity();
    expect(areSame(restored.saveState(), original.saveState())).toBe(true);
    const drafts = draftsOf(restored, next);
    expect(drafts).toEqual(draftsOf(original, next));
    expect(drafts.flat().length).toBeGreaterThan(100);
  });

  it('has the same size whatever was learned', () => {
    const { length } = create().saveState();
    expect(taught(seen).saveState()).toHaveLength(length);
    expect(length).toBeLessThan(memoryBytes * 1.5);
  });

  it('refuses any flipped bit and any truncation, and keeps the state it has', () => {
    const [saved, speculation] = [create(smallMemoryBytes), create(smallMemoryBytes)];
    simulate(saved, seen.slice(0, 4), profile);
    simulate(speculation, next, profile);
    const state = saved.saveState();
    const before = speculation.saveState();
    const random = new SeededRandom(2);
    const offsets = [...Array(64).keys(), ...Array.from({ length: 60 }, () => random.below(state.length))];
    for (const offset of offsets) {
      const damaged = state.slice();
      damaged[offset] ^= 1 << random.below(8);
      expect(() => speculation.restoreState(damaged)).toThrow(StateRefused);
      expect(() => speculation.mergeState(damaged)).toThrow(StateRefused);
    }
    for (const length of [0, 3, 19, 20, 100, state.length - 8, state.length - 1]) {
      expect(() => speculation.restoreState(state.subarray(0, length))).toThrow(StateRefused);
    }
    expect(areSame(speculation.saveState(), before)).toBe(true);
  });

  it('says why it refuses', () => {
    const state = taught(seen).saveState();
    const later = state.slice();
    later[4] = 99;
    const speculation = create();
    const reasons = [
      new Uint8Array(4),
      new Uint8Array(1000),
      later,
      state.subarray(0, state.length - 1),
      state.map((byte, index) => (index === 5000 ? byte ^ 1 : byte)),
      create(2 * memoryBytes).saveState(),
      encodeState({ bounds: new Int32Array(2) }),
    ].map((bytes) => refusalOf(() => speculation.restoreState(bytes)));
    expect(reasons).toEqual(['truncated', 'foreign', 'version', 'truncated', 'checksum', 'size', 'size']);
    expect(() => speculation.restoreState(create(2 * memoryBytes).saveState())).toThrow(
      /its memory\.ring\.tokens has \d+ bytes, that of this endpoint \d+/,
    );
  });

  it('is saved as it was when asked for, though sequences go on while that takes its time', async () => {
    const speculation = taught(seen, largeMemoryBytes);
    const expected = speculation.saveState();
    const more = new SimulatedDomain({ seed: 9 }).requests(40);
    const saved = await speculation.saveStateInSlices(async () => {
      simulate(speculation, more.splice(0, 1), profile);
    });
    expect(more.length).toBeLessThan(40);
    expect(areSame(saved, expected)).toBe(true);
  });

  it('loses nothing that is learned while it is saved: the next save has it', async () => {
    const [copied, alone] = [taught(seen, largeMemoryBytes), taught(seen, largeMemoryBytes)];
    const more = new SimulatedDomain({ seed: 9 }).requests(40);
    let count = 0;
    await copied.saveStateInSlices(async () => {
      simulate(copied, more.slice(count, ++count), profile);
    });
    expect(count).toBeGreaterThan(1);
    for (const request of more.slice(0, count)) simulate(alone, [request], profile);
    expect(areSame(copied.saveState(), alone.saveState())).toBe(true);
  });

  it.each<[string, (speculation: EndpointSpeculation, other: Uint8Array) => void]>([
    ['all of it is forgotten', (speculation) => speculation.forget()],
    ['another one is merged into it', (speculation, other) => speculation.mergeState(other)],
    ['another one takes its place', (speculation, other) => speculation.restoreState(other)],
    ['it is saved once more', (speculation) => void speculation.saveStateInSlices(async () => undefined)],
  ])('is saved as it was when asked for, though meanwhile %s', async (_, change) => {
    const speculation = taught(seen, largeMemoryBytes);
    const other = taught(next, largeMemoryBytes).saveState();
    const expected = speculation.saveState();
    const saving = speculation.saveStateInSlices(async () => undefined);
    change(speculation, other);
    simulate(speculation, next, profile);
    expect(areSame(await saving, expected)).toBe(true);
    speculation.checkIntegrity();
  });

  it('is restored in slices as at once, with steps decoded meanwhile', async () => {
    const saved = taught(seen, largeMemoryBytes).saveState();
    const speculation = taught(next, largeMemoryBytes);
    let pauses = 0;
    const loaded = await speculation.loadStateInSlices(saved, async () => {
      pauses++;
      simulate(speculation, next.slice(0, 1), profile);
    });
    speculation.restoreState(loaded);
    expect(pauses).toBeGreaterThan(0);
    expect(areSame(speculation.saveState(), saved)).toBe(true);
    const damaged = saved.slice();
    damaged[5_000] ^= 1;
    await expect(speculation.loadStateInSlices(damaged, async () => undefined)).rejects.toThrow(StateRefused);
  });

  it('reads bytes that lie anywhere in a larger buffer', () => {
    const state = taught(seen).saveState();
    const shifted = new Uint8Array(state.length + 3);
    shifted.set(state, 3);
    const speculation = create();
    speculation.restoreState(shifted.subarray(3));
    expect(areSame(speculation.saveState(), state)).toBe(true);
  });

  it('lets sequences go on across a restore', () => {
    const speculation = taught(next);
    const state = taught(seen).saveState();
    let steps = 0;
    const restoring = {
      needsHidden: false,
      open: (history: Parameters<EndpointSpeculation['open']>[0]) => speculation.open(history),
      plan: (batch: Parameters<EndpointSpeculation['plan']>[0]) => {
        if (++steps % 10 === 0) speculation.restoreState(state);
        return speculation.plan(batch);
      },
      observeStep: () => undefined,
    };
    expect(simulate(restoring, next, profile, 4).tokensPerStep).toBeGreaterThan(1.5);
    speculation.checkIntegrity();
  });

  it('merges two replicas into what one would have learned from the traffic of both', () => {
    const replicas = [0, 1].map((parity) => taught(seen.filter((_, index) => index % 2 === parity)));
    const alone = simulate(create(), next, profile).tokensPerStep;
    const one = simulate(taught(seen), next, profile).tokensPerStep;
    replicas[0].mergeState(replicas[1].saveState());
    replicas[0].checkIntegrity();
    const merged = simulate(replicas[0], next, profile).tokensPerStep;
    expect(one).toBeGreaterThan(1.5 * alone);
    expect(Math.abs(merged / one - 1)).toBeLessThan(0.05);
  });

  it('merges again and again into what one would have learned, because what both began with counts once', () => {
    const whole = create();
    let base = create().saveState();
    const replicas = [create(), create()];
    for (let start = 0; start < seen.length; start += 4) {
      const part = seen.slice(start, start + 4);
      simulate(whole, part, profile);
      replicas.forEach((replica, parity) => {
        replica.restoreState(base);
        simulate(
          replica,
          part.filter((_, index) => index % 2 === parity),
          profile,
        );
      });
      base = mergeStates(
        replicas.map((replica) => replica.saveState()),
        { base },
      );
    }
    replicas[0].restoreState(base);
    replicas[0].checkIntegrity();
    const [merged, one] = [replicas[0], whole].map((state) => simulate(state, next, profile).tokensPerStep);
    expect(Math.abs(merged / one - 1)).toBeLessThan(0.05);
  });

  it('changes little when a state is merged with itself', () => {
    const speculation = taught(seen);
    const before = simulate(taught(seen), next, profile).tokensPerStep;
    speculation.mergeState(speculation.saveState());
    speculation.checkIntegrity();
    expect(simulate(speculation, next, profile).tokensPerStep / before).toBeCloseTo(1, 1);
  });

  it('stays sound through any sequence of learning, merging and restoring', () => {
    const random = new SeededRandom(3);
    const replicas = [create(), create(), create()];
    const domains = [4, 5, 6].map((seed) => new SimulatedDomain({ seed, vocabularySize: 200 }));
    for (let round = 0; round < 25; round++) {
      const replica = random.pick(replicas);
      const other = random.pick(replicas).saveState();
      const act = random.pick([
        () => replica.mergeState(other),
        () => replica.restoreState(other),
        () => simulate(replica, random.pick(domains).requests(6), profile, random.between(1, 4)),
      ]);
      act();
      replica.checkIntegrity();
    }
  });
});

describe('the memory of an endpoint', () => {
  it('follows from one number of bytes, and uses at least half of it', () => {
    expect(memorySizeOf(13 * 2 ** 20)).toEqual({ ringLog2: 18, ngramsLog2: 18 });
    for (let bytes = 500; bytes < 1e9; bytes = Math.ceil(bytes * 1.07)) {
      const { ringLog2, ngramsLog2 } = memorySizeOf(bytes);
      const used = 12 * 2 ** ringLog2 + 37 * 2 ** ngramsLog2;
      expect(used).toBeLessThanOrEqual(bytes);
      expect(used).toBeGreaterThan(bytes / 2);
    }
    expect(() => memorySizeOf(100)).toThrow(RangeError);
    expect(() => memorySizeOf(NaN)).toThrow(RangeError);
  });
});
