import { setImmediate as turn } from 'node:timers/promises';
import { FairQueue } from './fair-queue.js';

let nowMs = 0;
const signal = new AbortController().signal;
const entry = { endpointId: 'ep_1', keyId: 'a', capacity: 2, signal };

function openQueue(bounds: Partial<{ waitingMax: number; waitMsMax: number }> = {}): FairQueue {
  return new FairQueue({ waitingMax: 10, waitMsMax: 60_000, nowMs: () => nowMs, ...bounds });
}

it('lets as many go on at once as the endpoint takes, and the next when one ends', async () => {
  const queue = openQueue();
  const leave = await queue.enter(entry);
  await queue.enter(entry);
  let hasEntered = false;
  const third = queue.enter(entry).then(() => (hasEntered = true));
  await turn();
  expect(hasEntered).toBe(false);
  leave();
  await third;
});

it('gives keys their turns: one that floods does not hold up the others', async () => {
  const queue = openQueue();
  const order: string[] = [];
  let leave = await queue.enter({ ...entry, capacity: 1 });
  const waiting = ['flood', 'flood', 'flood', 'calm', 'late'].map((keyId) =>
    queue.enter({ ...entry, keyId, capacity: 1 }).then((next) => {
      order.push(keyId);
      leave = next;
    }),
  );
  for (let count = 1; count <= waiting.length; count++) {
    leave();
    await turn();
    expect(order).toHaveLength(count);
  }
  expect(order).toEqual(['flood', 'calm', 'late', 'flood', 'flood']);
});

it('keeps endpoints apart', async () => {
  const queue = openQueue();
  await queue.enter({ ...entry, capacity: 1 });
  await queue.enter({ ...entry, endpointId: 'ep_2', capacity: 1 });
});

it('refuses what would wait behind too many, or has waited too long, as overload', async () => {
  const queue = openQueue({ waitingMax: 1, waitMsMax: 20 });
  await queue.enter({ ...entry, capacity: 1 });
  const waiting = queue.enter({ ...entry, capacity: 1 });
  await expect(queue.enter({ ...entry, capacity: 1 })).rejects.toMatchObject({
    status: 503,
    code: 'overloaded',
  });
  await expect(waiting).rejects.toMatchObject({ status: 503, code: 'overloaded' });
});

it('forgets who leaves while waiting', async () => {
  const queue = openQueue({ waitingMax: 1 });
  const leave = await queue.enter({ ...entry, capacity: 1 });
  const controller = new AbortController();
  const gone = queue.enter({ ...entry, capacity: 1, signal: controller.signal });
  controller.abort(new Error('left'));
  await expect(gone).rejects.toThrow('left');
  const next = queue.enter({ ...entry, capacity: 1 });
  leave();
  (await next)();
});

it('lets more go on when the endpoint has grown', async () => {
  const queue = openQueue();
  await queue.enter({ ...entry, capacity: 1 });
  const second = queue.enter({ ...entry, capacity: 1 });
  await queue.enter({ ...entry, capacity: 3 });
  await second;
});

it('knows who waits and how long the first has, whichever key that is of', async () => {
  const queue = openQueue();
  nowMs = 1_000;
  const leave = await queue.enter({ ...entry, capacity: 1 });
  const waiting = [queue.enter({ ...entry, keyId: 'b', capacity: 1 })];
  nowMs = 1_500;
  waiting.push(queue.enter({ ...entry, keyId: 'a', capacity: 1 }));
  nowMs = 2_000;
  expect(queue.waitsOf('ep_1')).toEqual({ waiting: 2, oldestWaitMs: 1_000 });
  leave();
  const next = await waiting[0]!;
  expect(queue.waitsOf('ep_1')).toEqual({ waiting: 1, oldestWaitMs: 500 });
  next();
  await waiting[1];
  expect(queue.waitsOf('ep_1')).toEqual({ waiting: 0, oldestWaitMs: 0 });
  expect(queue.waitsOf('ep_2')).toEqual({ waiting: 0, oldestWaitMs: 0 });
});
