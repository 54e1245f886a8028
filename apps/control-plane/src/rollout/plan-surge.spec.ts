import type { ReplicaState } from '@slipstream/domain';

import { type JudgedReplica, planSurge, type SurgePlan } from './plan-surge.js';

const watchMs = 30_000;
const begun = new Date('2026-01-01T00:00:00Z');
const at = (seconds: number): Date => new Date(begun.getTime() + seconds * 1_000);

function replica(state: ReplicaState, fields: Partial<JudgedReplica['replica']> = {}): JudgedReplica {
  const base = { id: 'rep_1' as never, state, reason: null, restarts: 0, readyAt: null };
  const gates = [{ name: 'latency', isPassed: true, message: 'fine' }];
  return { replica: { ...base, ...fields }, gates, isJudged: true };
}
const ready = (seconds: number): JudgedReplica => replica('ready', { readyAt: at(seconds) });
const plan = (wantedCount: number, next: readonly JudgedReplica[], seconds: number): SurgePlan =>
  planSurge({ wantedCount, next, now: at(seconds), watchMs });

it('goes from the old replicas to as many new ones, one more than wanted at a time', () => {
  expect(plan(2, [], 0)).toMatchObject({ nextCount: 1, oldCount: 2, stage: 'Starting' });
  expect(plan(2, [replica('starting')], 1)).toMatchObject({ nextCount: 1, oldCount: 2, stage: 'Starting' });
  expect(plan(2, [ready(5)], 34)).toMatchObject({ nextCount: 1, oldCount: 2, stage: 'Watching' });
  expect(plan(2, [ready(5)], 35)).toMatchObject({ nextCount: 2, oldCount: 1, stage: 'Starting' });
  expect(plan(2, [ready(5), ready(40)], 49)).toMatchObject({ nextCount: 2, oldCount: 1, stage: 'Watching' });
  expect(plan(2, [ready(5), ready(40)], 50)).toMatchObject({ kind: 'done' });
});

it('watches longer where requests are too few to compare, but not for ever', () => {
  const unjudged = { ...ready(5), isJudged: false };
  expect(plan(1, [unjudged], 35)).toMatchObject({ kind: 'surging', stage: 'Watching' });
  expect(plan(1, [unjudged], 124)).toMatchObject({ kind: 'surging', stage: 'Watching' });
  expect(plan(1, [unjudged], 125)).toMatchObject({ kind: 'done' });
});

it('tries a sleeping endpoint’s new weights on a replica of their own', () => {
  expect(plan(0, [], 0)).toMatchObject({ nextCount: 1, oldCount: 0 });
  expect(plan(0, [ready(0)], 30)).toMatchObject({ kind: 'done' });
});

it('rolls back at the first failed gate, whenever that is', () => {
  const worse = { ...ready(5), gates: [{ name: 'latency', isPassed: false, message: 'p95 of 90 ms.' }] };
  for (const next of [[worse], [ready(1), worse]]) {
    expect(plan(3, next, 40)).toMatchObject({
      kind: 'rollBack',
      reason: 'Its replica is worse than the old ones in latency: p95 of 90 ms.',
    });
  }
});

it('forgives a replica one failure and not two', () => {
  const failed = (restarts: number): JudgedReplica =>
    replica('failed', { restarts, reason: 'it ended with code 1' });
  expect(plan(1, [failed(0)], 5)).toMatchObject({ kind: 'surging', nextCount: 1, oldCount: 1 });
  expect(plan(1, [failed(1)], 5)).toMatchObject({
    kind: 'rollBack',
    reason: 'Its replica failed again: it ended with code 1',
  });
});
