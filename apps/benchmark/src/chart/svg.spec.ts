import { sizeThatFits } from './svg.js';

it('writes a long line smaller, so that it ends within the drawing', () => {
  expect(sizeThatFits('short', 800)).toBe(12);
  expect(sizeThatFits('x'.repeat(160), 828)).toBeLessThan(10);
});
