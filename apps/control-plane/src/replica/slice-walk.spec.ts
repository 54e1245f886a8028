import { SliceWalk } from './slice-walk.js';

/** Visits the numbers from 1 on, and notes them. */
const visitorOf = (count: number, visited: number[]) => {
  return async ({ after = 0, limit }: { after: number | undefined; limit: number }) => {
    const last = Math.min(after + limit, count);
    for (let item = after + 1; item <= last; item += 1) visited.push(item);
    return last === count ? undefined : last;
  };
};

const numbersTo = (count: number): number[] => Array.from({ length: count }, (_, index) => index + 1);

it('visits every item once a pass, no more than a slice at a time', async () => {
  const walk = new SliceWalk<number>({ sliceLength: 3, stepsPerPassMin: 2 });
  const visited: number[] = [];
  for (const expected of [3, 6, 9, 10, 13]) {
    await walk.step(visitorOf(10, visited));
    expect(visited).toHaveLength(expected);
  }
  expect(visited).toEqual([...numbersTo(10), 1, 2, 3]);
});

it('does not begin a pass before so many steps, however few the items are', async () => {
  const walk = new SliceWalk<number>({ sliceLength: 3, stepsPerPassMin: 4 });
  const visited: number[] = [];
  for (let step = 0; step < 9; step += 1) await walk.step(visitorOf(2, visited));
  expect(visited).toEqual([1, 2, 1, 2, 1, 2]);
});

it('goes on where a visit failed', async () => {
  const walk = new SliceWalk<number>({ sliceLength: 2, stepsPerPassMin: 1 });
  const visited: number[] = [];
  await walk.step(visitorOf(4, visited));
  await expect(walk.step(() => Promise.reject(new Error('no database')))).rejects.toThrow('no database');
  await walk.step(visitorOf(4, visited));
  expect(visited).toEqual(numbersTo(4));
});
