import { SeededRandom } from '@slipstream/testing';

import { profileSteps } from './step-profile.js';
import { ToyTargetModel } from './testing/index.js';

describe('profileSteps', () => {
  it('tells what steps cost, however much else a machine does at most of them', async () => {
    const random = new SeededRandom(1);
    let nowMs = 0;
    const target = new ToyTargetModel({ seed: 1, blockSize: 64, vocabularySize: 100 });
    const score = target.score.bind(target);
    target.score = (batch, ...rest) => {
      nowMs += 1 + batch[0]!.count / 10 + (random.below(100) < 60 ? random.below(20) : 0);
      return score(batch, ...rest);
    };
    const profile = await profileSteps(target, () => nowMs);
    expect(profile.map(({ rows }) => rows)).toEqual([1, 2, 4, 8, 12, 16, 24, 32]);
    for (const { rows, ms } of profile) expect(ms).toBeCloseTo(1 + rows / 10, 6);
  });
});
