import { KeyedTurns } from './keyed-turns.js';

it('lets things of one key happen one after another, also after one that fails, and others meanwhile', async () => {
  const turns = new KeyedTurns<string>();
  const happened: string[] = [];
  let finish!: () => void;
  const first = turns.take('a', async () => {
    happened.push('a1');
    await new Promise<void>((resolve) => (finish = resolve));
    throw new Error('a1 failed');
  });
  const second = turns.take('a', async () => happened.push('a2'));
  await turns.take('b', async () => happened.push('b1'));
  expect(happened).toEqual(['a1', 'b1']);
  finish();
  await expect(first).rejects.toThrow('a1 failed');
  expect(await second).toBe(3);
  expect(happened).toEqual(['a1', 'b1', 'a2']);
});
