import { SeededRandom } from '@slipstream/testing';

import { isLooping, repeatedShare } from './loops.js';

it('finds no loop in an answer without repetition, nor in a short one', () => {
  expect(repeatedShare(Array.from({ length: 100 }, (_, index) => index))).toBe(0);
  expect(repeatedShare([1, 1, 1])).toBe(0);
  expect(isLooping([])).toBe(false);
});

it('finds an answer that repeats a sentence to its end', () => {
  const sentence = Array.from({ length: 12 }, (_, index) => index);
  expect(isLooping([...sentence, ...sentence, ...sentence, ...sentence])).toBe(true);
});

it('forgives one quotation', () => {
  const random = new SeededRandom(3);
  const text = Array.from({ length: 100 }, () => random.below(1000));
  const quoting = [...text, ...text.slice(10, 30)];
  expect(repeatedShare(quoting)).toBeCloseTo(13 / 120);
  expect(isLooping(quoting)).toBe(false);
});
