import { setImmediate as turn } from 'node:timers/promises';
import type { DecodeEvent } from '@slipstream/contract';
import { atCadence } from './at-cadence.js';

const delta = (text: string, index = 0): DecodeEvent => ({
  type: 'delta',
  index,
  text,
  tokens: [text.length],
});
const finish: DecodeEvent = { type: 'finish', index: 0, reason: 'stop', completionTokens: 3 };

/** Batches at set times, on a clock that moves only when somebody waits. */
function simulate(arrivals: [atMs: number, DecodeEvent[] | Error][], cadenceMs: number) {
  let nowMs = 0;
  const sleepers: { atMs: number; wake: () => void }[] = [];
  const wait = (ms: number) =>
    new Promise<void>((wake) => {
      sleepers.push({ atMs: nowMs + ms, wake });
    });
  async function* source(): AsyncGenerator<DecodeEvent[]> {
    for (const [atMs, batch] of arrivals) {
      await wait(atMs - nowMs);
      if (batch instanceof Error) throw batch;
      yield batch;
    }
  }
  const told: [number, DecodeEvent[]][] = [];
  const reading = (async () => {
    for await (const events of atCadence(source(), { cadenceMs, nowMs: () => nowMs, wait })) {
      told.push([nowMs, events]);
    }
  })();
  const run = async (): Promise<typeof told> => {
    let isOver = false;
    const over = reading.finally(() => (isOver = true));
    over.catch(() => undefined);
    for (;;) {
      await turn();
      if (isOver) break;
      sleepers.sort((a, b) => a.atMs - b.atMs);
      const next = sleepers.shift();
      if (next === undefined) break;
      nowMs = Math.max(nowMs, next.atMs);
      next.wake();
    }
    await over;
    return told;
  };
  return { run, told };
}

it('tells at fixed times only, all text of a choice in one piece, whenever and however it came', async () => {
  const { run } = simulate(
    [
      [10, [delta('a'), delta('x', 1)]],
      [30, [delta('b')]],
      [60, [delta('y', 1), delta('c')]],
      [210, [delta('d')]],
      [220, [finish]],
    ],
    100,
  );
  expect(await run()).toEqual([
    [
      100,
      [
        { ...delta('abc'), tokens: [1, 1, 1] },
        { ...delta('xy', 1), tokens: [1, 1] },
      ],
    ],
    [300, [delta('d'), finish]],
  ]);
});

it('tells what came before a failure, then the failure', async () => {
  const { run, told } = simulate(
    [
      [10, [delta('a')]],
      [20, new Error('the replica failed')],
    ],
    100,
  );
  await expect(run()).rejects.toThrow('the replica failed');
  expect(told).toEqual([[100, [delta('a')]]]);
});
