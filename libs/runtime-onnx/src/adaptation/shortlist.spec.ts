import type { TrafficSequence } from './recent-traffic.js';
import { shortlistFor } from './shortlist.js';

function answerOf(...tokens: number[]): TrafficSequence {
  return {
    hidden: new Float32Array(2 * tokens.length),
    nextTokens: Int32Array.from(tokens),
    length: tokens.length,
  };
}

const base = Int32Array.of(1, 2, 3, 4, 5, 6, 7, 8);

describe('shortlistFor', () => {
  it('keeps the list when the answers use nothing else', () => {
    expect(shortlistFor(base, [answerOf(1, 8, 8)])).toEqual(base);
  });

  it('gives the places of the highest unused tokens to tokens of the answers', () => {
    expect([...shortlistFor(base, [answerOf(50, 8, 40), answerOf(40)])]).toEqual([1, 2, 3, 4, 5, 8, 40, 50]);
  });

  it('gives no more than a quarter, to the most used', () => {
    expect([...shortlistFor(base, [answerOf(30, 40, 40, 50, 50)])]).toEqual([1, 2, 3, 4, 5, 6, 40, 50]);
  });

  it('takes no place of a token in use', () => {
    expect([...shortlistFor(base, [answerOf(1, 2, 3, 4, 5, 6, 7, 50, 60)])]).toEqual([
      1, 2, 3, 4, 5, 6, 7, 50,
    ]);
  });
});
