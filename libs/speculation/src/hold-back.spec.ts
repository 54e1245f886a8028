import { SeededRandom } from '@slipstream/testing';

import { HoldBack } from './hold-back.js';

/** Steps with a known speed-up: plain ones take 10 ms, others 14 ms for 1 to 6 tokens, all with noise. */
function run(seed: number, steps: number): { holdBack: HoldBack; heldBack: number } {
  const random = new SeededRandom(seed);
  const holdBack = new HoldBack(() => random.next());
  let heldBack = 0;
  for (let step = 0; step < steps; step++) {
    const noise = 0.8 + 0.4 * random.next();
    if (holdBack.decide()) {
      heldBack++;
      holdBack.observe({ rows: 1, lanes: 1, tokens: 1, draftMs: 0, scoreMs: 10 * noise });
    } else {
      const tokens = random.between(1, 6);
      holdBack.observe({ rows: 8, lanes: 1, tokens, draftMs: 1, scoreMs: 13 * noise });
    }
  }
  return { holdBack, heldBack };
}

const trueSpeedup = 10 / ((1 + 13) / 3.5);

it.each([4000, 1600])(
  'has the true speed-up in its 95 %% interval about as often as it says, after %d steps',
  (steps) => {
    let hits = 0;
    for (let seed = 1; seed <= 100; seed++) {
      const { low, high } = run(seed, steps).holdBack.estimate!;
      if (low <= trueSpeedup && trueSpeedup <= high) hits++;
    }
    expect(hits).toBeGreaterThanOrEqual(90);
  },
);

it('narrows with more steps, and holds back one step in 64', () => {
  const few = run(3, 2000).holdBack.estimate!;
  const { holdBack, heldBack } = run(3, 20_000);
  expect(holdBack.estimate!.high - holdBack.estimate!.low).toBeLessThan((few.high - few.low) / 2);
  expect(heldBack / 20_000).toBeCloseTo(1 / 64, 2);
});

it('says nothing before it knows anything', () => {
  expect(run(1, 50).holdBack.estimate).toBeUndefined();
});

it('compares batches with batches of their own size', () => {
  const random = new SeededRandom(9);
  const holdBack = new HoldBack(() => random.next());
  for (let step = 0; step < 8000; step++) {
    // Speculation is worth nothing here, but of its steps more are in small batches, where a token takes longer.
    const isHeldBack = holdBack.decide();
    const lanes = random.next() < (isHeldBack ? 0.2 : 0.8) ? 1 : 8;
    const scoreMs = lanes === 1 ? 10 : 20;
    holdBack.observe({ rows: lanes, lanes, tokens: lanes, draftMs: 0, scoreMs });
  }
  expect(holdBack.estimate!.speedup).toBeCloseTo(1, 5);
});
