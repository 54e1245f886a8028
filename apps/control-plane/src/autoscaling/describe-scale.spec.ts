import { describeScale, type ScaleFinding } from './describe-scale.js';

const finding: ScaleFinding = {
  load: { inFlight: 20, queueMs: 1_500.4, readyCount: 2 },
  targets: { inFlight: 8, queueMs: 1_000 },
  wanted: { count: 3, cause: 'inFlight' },
  isLimited: false,
  from: 2,
  to: 3,
};
const waiting = { count: 3, cause: 'queueTime' } as const;

it.each<[string, Partial<ScaleFinding>, boolean, string, string]>([
  [
    'more work',
    {},
    true,
    'InFlight',
    '20 requests are under way, and a replica takes 8. From 2 to 3 replicas.',
  ],
  [
    'waiting',
    { wanted: waiting },
    true,
    'QueueTime',
    'Requests wait 1500 ms, and are to wait 1000 at most. From 2 to 3 replicas.',
  ],
  [
    'less work',
    { to: 1, load: { inFlight: 1, queueMs: 0, readyCount: 2 } },
    true,
    'LoadFell',
    'Fewer were enough for a while. 1 request is under way, and a replica takes 8. From 2 to 1 replica.',
  ],
  [
    'more than it may have',
    { isLimited: true, wanted: waiting },
    false,
    'AtMaximum',
    'Requests wait 1500 ms, and are to wait 1000 at most. It has as many replicas as it may: 3.',
  ],
  ['nothing to change', { to: 2 }, true, 'Steady', 'Its load wants no other number of replicas than 2.'],
])('says why: %s', (_, fields, isTrue, reason, message) => {
  expect(describeScale({ ...finding, ...fields })).toEqual({ type: 'Scaled', isTrue, reason, message });
});
