import { StaticBenefit } from './static-benefit.js';
import type { StaticLane } from './static-speculator.js';

const draft = {
  tokens: Int32Array.of(5),
  probabilities: new Float32Array(1),
  length: 1,
} as unknown as StaticLane;

/** Lets drafts of one token be right, or wrong, this often, each in a sequence of its own. */
function learn(benefit: StaticBenefit, count: number, isRight: boolean): void {
  const tokens = Int32Array.of(isRight ? 5 : 6);
  for (let index = 0; index < count; index++) {
    benefit.open().learn(draft, { tokens, length: 1 }, { base: 0, learning: 'on' });
  }
}

const expected = (benefit: StaticBenefit): number => benefit.open().expectedAccepted(1);

it('notices within tens of drafts, not hundreds, that new weights have left it behind', () => {
  const [told, untold] = [new StaticBenefit(), new StaticBenefit()];
  for (const benefit of [told, untold]) learn(benefit, 2_000, true);
  told.discount();
  expect(expected(told)).toBeGreaterThan(0.9);
  for (const benefit of [told, untold]) learn(benefit, 120, false);
  expect(expected(told)).toBeLessThan(0.55);
  expect(expected(untold)).toBeGreaterThan(0.75);
});
