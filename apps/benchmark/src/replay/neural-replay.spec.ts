import { createSpeculation, type SequenceSpeculation, StepCost } from '@slipstream/speculation';

import { leanCurve } from './cost-curve.js';
import { replayStream } from './replay-stream.js';

const recording = { prompt: [1, 2, 3], output: [4, 4, 4, 4, 4, 4, 4, 4, 4, 4] };
const hiddenSize = 2;

it('shows the hidden state of every position once, in order, and charges the time of calls', async () => {
  const speculation = createSpeculation({ stepCost: StepCost.fromProfile(leanCurve) });
  const shown: number[] = [];
  const open = speculation.open.bind(speculation);
  speculation.open = (history, mode): SequenceSpeculation => {
    const sequence = open(history, mode);
    sequence.observeHidden = (firstPosition, rows, count) => {
      expect(rows).toHaveLength(count * hiddenSize);
      for (let row = 0; row < count; row++) {
        expect(rows[row * hiddenSize]).toBe(firstPosition + row);
        shown.push(firstPosition + row);
      }
    };
    return sequence;
  };
  let spentMs = 0;
  const neural = {
    hiddenStatesOf: () =>
      Promise.resolve(Float32Array.from({ length: 12 * hiddenSize }, (_, index) => index >> 1)),
    spentMs: () => (spentMs += 100),
    rest: () => Promise.resolve(),
  };
  const options = { curve: leanCurve, concurrency: 1 };
  const slow = await replayStream([recording], speculation, { ...options, neural });
  expect(shown).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11]);
  expect(slow.modelledSpeedup).toBeLessThan(0.5);
});
