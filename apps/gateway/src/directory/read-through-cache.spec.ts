import { ReadThroughCache } from './read-through-cache.js';

function cacheWithClock(sizeMax = 10) {
  const clock = { nowMs: 0 };
  const cache = new ReadThroughCache<string>({ sizeMax, ageMsMax: 100, nowMs: () => clock.nowMs });
  const loads: string[] = [];
  const read = (key: string) =>
    cache.read(key, () => {
      loads.push(key);
      return Promise.resolve(`${key}${loads.length}`);
    });
  return { cache, clock, loads, read };
}

it('shares one read among concurrent and later readers, until it is too old', async () => {
  const { clock, loads, read } = cacheWithClock();
  expect(await Promise.all([read('a'), read('a')])).toEqual(['a1', 'a1']);
  clock.nowMs = 99;
  await read('a');
  expect(loads).toEqual(['a']);
  clock.nowMs = 100;
  expect(await read('a')).toBe('a2');
});

it('never remembers a read that was under way when it was cleared', async () => {
  const { cache, read } = cacheWithClock();
  let finish: (value: string) => void = () => undefined;
  const stale = cache.read('a', () => new Promise((resolve) => (finish = resolve)));
  cache.clear();
  finish('stale');
  expect(await stale).toBe('stale');
  expect(await read('a')).toBe('a1');
});

it('does not remember failures', async () => {
  const { cache, read } = cacheWithClock();
  await expect(cache.read('a', () => Promise.reject(new Error('down')))).rejects.toThrow('down');
  expect(await read('a')).toBe('a1');
});

it('evicts the oldest entry when it is full', async () => {
  const { loads, read } = cacheWithClock(2);
  await read('a');
  await read('b');
  await read('c');
  await read('b');
  await read('a');
  expect(loads).toEqual(['a', 'b', 'c', 'a']);
});
