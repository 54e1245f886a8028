import type { SequenceOutcome } from '@slipstream/decode';

import { areSameRollouts, type Rollout } from './rollout.js';
import type { RolloutGroup } from './rollout-arm.js';
import { summarizeRound } from './summarize-round.js';

function rollout(steps: number, acceptedTokens: number): Rollout {
  const count = 1 + steps + acceptedTokens;
  const speculation = { arms: { none: 0, static: steps, adaptive: 0, chained: 0 } };
  return {
    tokens: Array.from({ length: count }, (_, index) => index),
    logprobs: Array.from({ length: count }, () => -0.5),
    outcome: { steps, acceptedTokens, speculation } as unknown as SequenceOutcome,
  };
}

it('compares the same rollouts by their tokens a second, and counts tokens a step with the bonus', () => {
  const group = (ms: number, ...parts: [number, number][]): RolloutGroup => ({
    ms,
    rollouts: parts.map(([steps, accepted]) => rollout(steps, accepted)),
  });
  const {
    none,
    static: alone,
    auto,
  } = summarizeRound({
    revision: 1,
    differingPrompts: [],
    groups: new Map([
      ['none', [group(100, [9, 0], [9, 0]), group(100, [19, 0])]],
      ['static', [group(80, [6, 3], [9, 0]), group(80, [14, 5])]],
      ['auto', [group(50, [4, 5], [5, 4]), group(50, [9, 10])]],
    ]),
  });
  expect([none.tokens, alone.tokens, auto.tokens]).toEqual([40, 40, 40]);
  expect([none.speedup, alone.speedup, auto.speedup]).toEqual([1, 1.25, 2]);
  expect(none.acceptanceLength).toBe(1);
  expect(alone.acceptanceLength).toBeCloseTo(1 + 8 / 29);
  expect(auto.acceptanceLength).toBeCloseTo(1 + 19 / 18);
  expect(alone.stepsByArm.static).toBe(29);
  expect(auto.meanLogprob).toBe(-0.5);
});

it('tells rollouts apart by the last bit of a log probability', () => {
  const first = rollout(3, 1);
  const logprobs = first.logprobs.map((value, index) => (index === 2 ? value - 2 ** -53 : value));
  expect(areSameRollouts([first], [rollout(3, 1)])).toBe(true);
  expect(areSameRollouts([first], [{ ...first, logprobs }])).toBe(false);
  expect(areSameRollouts([first], [])).toBe(false);
});
