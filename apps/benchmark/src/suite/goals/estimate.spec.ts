import { lowestOf, meanOf } from './estimate.js';

const estimate = (value: number, half: number) =>
  ({ value, interval: [value - half, value + half] }) as const;

it('knows a mean better than its parts', () => {
  const { value, interval } = meanOf([
    estimate(1, 0.2),
    estimate(2, 0.2),
    estimate(3, 0.2),
    estimate(2, 0.2),
  ])!;
  expect(value).toBe(2);
  expect(interval![1] - value).toBeCloseTo(0.1);
});

it('has no interval where one of the parts has none', () => {
  expect(meanOf([estimate(1, 0.2), { value: 3, interval: null }])).toEqual({ value: 2, interval: null });
  expect(meanOf([])).toBeUndefined();
});

it('finds the lowest by name', () => {
  const streams = [
    { name: 'a', ...estimate(2, 0.1) },
    { name: 'b', ...estimate(1, 0.1) },
  ];
  expect(lowestOf(streams)!.name).toBe('b');
});
