import { SeededRandom } from '@slipstream/testing';

import { type LearnedState, packLearned, unpackLearned } from './learned-file.js';
import { LearnedRefused } from './learned-refused.js';

const random = new SeededRandom(5);
const bytesOf = (length: number): Uint8Array => Uint8Array.from({ length }, () => random.below(256));

const state: LearnedState = {
  modelDigest: 'ab'.repeat(32),
  learnedTokens: 1234,
  speculation: bytesOf(1000),
  layer: { graphDigest: 'cd'.repeat(32), weights: bytesOf(300), head: bytesOf(77) },
};

describe('learned file', () => {
  it('gives back what was packed, with a fine-tuned layer and without', async () => {
    const { modelDigest, learnedTokens, speculation } = state;
    const young: LearnedState = { modelDigest, learnedTokens, speculation };
    for (const learned of [state, young]) {
      const unpacked = await unpackLearned(await packLearned(learned));
      expect(unpacked.modelDigest).toBe(state.modelDigest);
      expect(unpacked.learnedTokens).toBe(state.learnedTokens);
      expect(unpacked.speculation).toEqual(state.speculation);
      expect('layer' in unpacked).toBe('layer' in learned);
    }
    const { layer } = await unpackLearned(await packLearned(state));
    expect([layer!.graphDigest, [...layer!.weights], [...layer!.head]]).toEqual([
      state.layer!.graphDigest,
      [...state.layer!.weights],
      [...state.layer!.head],
    ]);
  });

  it('refuses what is cut off, changed or no learned state', async () => {
    const packed = await packLearned(state);
    const changed = Buffer.from(packed);
    changed[packed.length >> 1]! ^= 1;
    for (const bytes of [packed.subarray(0, -9), changed, Buffer.from('hello'), Buffer.alloc(0)]) {
      await expect(unpackLearned(bytes)).rejects.toThrow(LearnedRefused);
    }
  });
});
