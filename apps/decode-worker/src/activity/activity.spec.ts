import { ManualClock } from '@slipstream/testing';

import { Activity } from './activity.js';

let clock: ManualClock;
let activity: Activity;

beforeEach(() => {
  clock = new ManualClock(0);
  activity = new Activity(clock.now);
});

/** A request whose first token comes after 100 ms and whose others come every `msPerToken`. */
function answer(tokens: number, msPerToken: number, outcome: 'completed' | 'aborted' | 'failed'): void {
  const request = activity.begin();
  clock.advance(100);
  for (let token = 0; token < tokens; token++) {
    if (token > 0) clock.advance(msPerToken);
    request.commit();
  }
  request.end(outcome);
}

const warmUp = (): void => {
  for (let request = 0; request < 8; request++) answer(2, 1_000, 'completed');
  clock.advance(61_000);
};

it('tells the 95th percentile of the requests that ended within a minute, and how many failed', () => {
  warmUp();
  for (let index = 0; index < 19; index++) answer(3, 10, index === 0 ? 'failed' : 'completed');
  answer(3, 500, 'completed');
  expect(activity.summary).toMatchObject({ endedRequests: 20, failedRequests: 1, msPerTokenP95: 10 });
  answer(3, 500, 'completed');
  expect(activity.summary).toMatchObject({ msPerTokenP95: 500, firstTokenMsP95: 100 });
  clock.advance(61_000);
  expect(activity.summary).toEqual({
    tokensPerSecond: 0,
    endedRequests: 0,
    failedRequests: 0,
    msPerTokenP95: null,
    firstTokenMsP95: null,
  });
});

it('says nothing of speed for answers without a second token, and of nothing for clients that left', () => {
  warmUp();
  answer(1, 0, 'completed');
  answer(50, 900, 'aborted');
  expect(activity.summary).toMatchObject({ endedRequests: 1, msPerTokenP95: null, firstTokenMsP95: 100 });
});

it('tells tokens per second of the last ten seconds, or since it began', () => {
  const request = activity.begin();
  for (let token = 0; token < 100; token++) {
    clock.advance(40);
    request.commit();
  }
  expect(activity.summary.tokensPerSecond).toBeCloseTo(25);
  for (let token = 0; token < 500; token++) {
    clock.advance(20);
    request.commit();
  }
  expect(activity.summary.tokensPerSecond).toBeCloseTo(50, -1);
  clock.advance(10_000);
  expect(activity.summary.tokensPerSecond).toBe(0);
});

it('counts the first requests of a process, and leaves their times out', () => {
  for (let request = 0; request < 8; request++) answer(2, 1_000, 'completed');
  expect(activity.summary).toMatchObject({ endedRequests: 8, msPerTokenP95: null, firstTokenMsP95: null });
  answer(2, 10, 'completed');
  expect(activity.summary).toMatchObject({ endedRequests: 9, msPerTokenP95: 10 });
});
