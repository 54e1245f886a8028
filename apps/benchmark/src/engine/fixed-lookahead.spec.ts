import { leanCurve } from '../replay/cost-curve.js';
import { replayStream } from '../replay/replay-stream.js';
import { FixedLookahead } from './fixed-lookahead.js';

const phrase = [5, 9, 2, 7, 11, 3, 8];
const repeating = { prompt: phrase, output: Array.from({ length: 200 }, (_, index) => phrase[index % 7]!) };

it.each([1, 4, 8])(
  'drafts %i tokens at every step that has room for them, and never more',
  async (lookahead) => {
    const { draftedPerStep } = await replayStream([repeating], new FixedLookahead(lookahead, undefined), {
      curve: leanCurve,
      concurrency: 1,
    });
    expect(draftedPerStep).toBeLessThanOrEqual(lookahead);
    // Drafts end with blocks of 64, so a few are shorter.
    expect(draftedPerStep).toBeGreaterThan(0.8 * lookahead);
  },
);
