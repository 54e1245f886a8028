import { PeriodicTask } from './periodic-task.js';

/** A task whose passes end when told to. */
function taskOf() {
  const ends: ((failure?: Error) => void)[] = [];
  const errors: unknown[] = [];
  const run = (): Promise<void> =>
    new Promise((resolve, reject) => ends.push((failure) => (failure ? reject(failure) : resolve())));
  const task = new PeriodicTask({ intervalMs: 3_600_000, run, onError: (error) => errors.push(error) });
  return { task, ends, errors };
}
const turn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

it('makes one pass at a time, and one more however often it was woken meanwhile', async () => {
  const { task, ends } = taskOf();
  for (let count = 0; count < 3; count += 1) task.wake();
  expect(ends).toHaveLength(1);
  ends[0]!();
  await turn();
  expect(ends).toHaveLength(2);
  ends[1]!();
  await turn();
  expect(ends).toHaveLength(2);
});

it('goes on after a pass that failed', async () => {
  const { task, ends, errors } = taskOf();
  task.wake();
  task.wake();
  const failure = new Error('away');
  ends[0]!(failure);
  await turn();
  expect([errors, ends.length]).toEqual([[failure], 2]);
});

it('ends with the pass it was last woken for, and makes none after that', async () => {
  const { task, ends } = taskOf();
  task.wake();
  task.wake();
  let isClosed = false;
  const closed = task.close().then(() => (isClosed = true));
  ends[0]!();
  await turn();
  expect([ends.length, isClosed]).toEqual([2, false]);
  ends[1]!();
  await closed;
  task.wake();
  expect(ends).toHaveLength(2);
});
