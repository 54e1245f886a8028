import { SeededRandom } from '@slipstream/testing';

import { type EndpointSpeculation, createSpeculation } from './endpoint-speculation.js';
import { StepCost } from './step-cost.js';
import { GrowingHistory, simulate } from './testing/simulation.js';
import { leanProfile as profile } from './testing/profiles.js';

const smallMemory = { ringLog2: 10, ngramsLog2: 10 };

function create(): EndpointSpeculation {
  return createSpeculation({
    stepCost: StepCost.fromProfile(profile),
    endpointMemory: { ringLog2: 14, ngramsLog2: 14 },
    requestMemory: { ringLog2: 12, ngramsLog2: 13 },
  });
}

function randomText(seed: number, length: number, vocabularySize: number): Int32Array {
  const random = new SeededRandom(seed);
  return Int32Array.from({ length }, () => random.below(vocabularySize));
}

describe('EndpointSpeculation', () => {
  it('drafts a text that repeats itself in long strides', () => {
    const phrase = randomText(1, 40, 1000);
    const text = Int32Array.from({ length: 600 }, (_, index) => phrase[index % phrase.length]);
    const { tokensPerStep } = simulate(create(), [{ tokens: text, promptLength: 10 }], profile);
    expect(tokensPerStep).toBeGreaterThan(5);
  });

  it('copies from the prompt', () => {
    const passage = randomText(2, 200, 1000);
    const tokens = Int32Array.from([...passage, 1, 2, 3, 4, 5, ...passage]);
    const { tokensPerStep } = simulate(create(), [{ tokens, promptLength: 205 }], profile);
    expect(tokensPerStep).toBeGreaterThan(4);
  });

  it('decodes an answer the endpoint gave before faster than the first time', () => {
    const speculation = create();
    const request = { tokens: randomText(3, 200, 1000), promptLength: 20 };
    const first = simulate(speculation, [request], profile);
    const second = simulate(speculation, [request], profile);
    expect(first.tokensPerStep).toBeLessThan(1.1);
    expect(second.tokensPerStep).toBeGreaterThan(3);
  });

  it('falls back when the traffic changes, and recovers within a few requests', () => {
    const speculation = create();
    const before = { tokens: randomText(4, 200, 1000), promptLength: 20 };
    const after = { tokens: randomText(5, 200, 1000), promptLength: 20 };
    for (let count = 0; count < 10; count++) simulate(speculation, [before], profile);
    expect(simulate(speculation, [after], profile).speedup).toBeGreaterThan(0.95);
    simulate(speculation, [after], profile);
    expect(simulate(speculation, [after], profile).speedup).toBeGreaterThan(2);
  });

  it.each([8, 1000, 49_152])(
    'loses at most 2 %% where nothing can be predicted (%i tokens)',
    (vocabularySize) => {
      const speculation = create();
      const requests = [6, 7, 8, 9, 10].map((seed) => ({
        tokens: randomText(seed, 600, vocabularySize),
        promptLength: 100,
      }));
      expect(simulate(speculation, requests, profile).speedup).toBeGreaterThanOrEqual(0.98);
    },
  );

  it('learns from requests that ask for plain decoding, which say nothing about drift and live speed-up', () => {
    const random = new SeededRandom(11);
    const drifts: unknown[] = [];
    const speculation = createSpeculation({
      stepCost: StepCost.fromProfile(profile),
      holdBackRandom: () => random.next(),
      onDrift: (event) => drifts.push(event),
    });
    const request = { tokens: randomText(12, 300, 1000), promptLength: 20 };
    for (let count = 0; count < 40; count++) simulate(speculation, [request], profile);
    const { liveSpeedup } = speculation;
    expect(liveSpeedup!.speedup).toBeGreaterThan(1.5);
    const plain = { tokens: randomText(13, 300, 1000), promptLength: 20 };
    for (let count = 0; count < 20; count++) {
      expect(simulate(speculation, [plain], profile, 1, 'none').tokensPerStep).toBe(1);
    }
    expect(speculation.liveSpeedup).toEqual(liveSpeedup);
    expect(drifts).toEqual([]);
    expect(simulate(speculation, [plain], profile).tokensPerStep).toBeGreaterThan(3);
  });

  it('drafts less for each sequence as the batch fills', () => {
    const draftedPerStep = [1, 4, 16].map((concurrency) => {
      const random = new SeededRandom(20);
      const requests = Array.from({ length: 16 }, (_, index) => {
        const phrase = randomText(30 + index, 50, 1000);
        const tokens = Int32Array.from({ length: 400 }, (_, at) =>
          random.below(6) === 0 ? random.below(1000) : phrase[at % phrase.length],
        );
        return { tokens, promptLength: 100 };
      });
      return simulate(create(), requests, profile, concurrency).draftedPerStep;
    });
    expect(draftedPerStep[0]).toBeGreaterThan(draftedPerStep[1]);
    expect(draftedPerStep[1]).toBeGreaterThan(draftedPerStep[2]);
  });

  it('never throws and keeps its bounds, for any history and any verdict', () => {
    const random = new SeededRandom(40);
    const speculation = createSpeculation({
      stepCost: StepCost.fromProfile(profile),
      endpointMemory: smallMemory,
      requestMemory: smallMemory,
    });
    const strange = [0, 1, 2, -1, -2, -(2 ** 31), 2 ** 31 - 1, 49_151];
    for (let round = 0; round < 200; round++) {
      const history = new GrowingHistory(random.below(4));
      const sequence = speculation.open(history);
      if (random.below(5) > 0)
        history.append(Array.from({ length: random.below(1500) }, () => random.pick(strange)));
      for (let step = 0; step < 20; step++) {
        if (random.below(8) > 0) sequence.observe();
        sequence.lookaheadMax = random.pick([-1, 0, 1, 5, 63, 1000]);
        speculation.plan([]);
        speculation.plan([sequence]);
        const { draft } = sequence;
        expect(draft.length).toBeLessThanOrEqual(Math.max(0, Math.min(63, sequence.lookaheadMax)));
        expect(draft.arm).toBe(draft.length === 0 ? 'none' : 'adaptive');
        for (let index = 0; index < draft.length; index++)
          expect(draft.tokens[index]).toBeGreaterThanOrEqual(0);
        if (random.below(8) > 0) sequence.settle(random.below(draft.length + 1));
        history.append(Array.from({ length: random.below(4) }, () => random.pick(strange)));
        speculation.observeStep({
          rows: random.below(40),
          lanes: random.below(3),
          tokens: random.below(9),
          draftMs: random.next(),
          scoreMs: random.next() * 100,
        });
      }
      sequence.close();
      sequence.close();
      speculation.plan([sequence]);
      expect(sequence.draft.length).toBe(0);
    }
  });

  it('refuses a sequence of another kind of speculation', () => {
    const foreign = {
      draft: { tokens: new Int32Array(1), length: 0, arm: 'none' as const },
      lookaheadMax: 1,
    };
    const sequence = {
      ...foreign,
      settle: () => undefined,
      observeHidden: () => undefined,
      observe: () => undefined,
      close: () => undefined,
    };
    expect(() => create().plan([sequence])).toThrow(TypeError);
  });

  it('lets sequences that run side by side learn from each other', () => {
    const speculation = create();
    const [first, second] = [new GrowingHistory(1), new GrowingHistory(1)];
    const sequences = [speculation.open(first), speculation.open(second)];
    const text = randomText(51, 50, 1000);
    first.append(text.subarray(0, 10));
    second.append(text.subarray(0, 20));
    for (const sequence of sequences) {
      sequence.observe();
      sequence.lookaheadMax = 10;
    }
    first.append(text.subarray(10));
    sequences[0].observe();
    speculation.plan(sequences);
    expect(sequences[1].draft.length).toBeGreaterThan(0);
    expect([...sequences[1].draft.tokens.subarray(0, 3)]).toEqual([...text.subarray(20, 23)]);
  });
});
