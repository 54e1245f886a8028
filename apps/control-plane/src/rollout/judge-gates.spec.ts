import type { WorkerReport } from '@slipstream/contract';

import { judgeGates } from './judge-gates.js';

const report = (figures: Partial<WorkerReport>): WorkerReport => ({
  lanes: 8,
  activeSequences: 0,
  waitingSequences: 0,
  oldestWaitMs: 0,
  tokensPerSecond: 0,
  endedRequests: 30,
  failedRequests: 0,
  msPerTokenP95: 20,
  firstTokenMsP95: 50,
  speedup: { mean: 2, low: 1.8, high: 2.2, heldBackSteps: 50 },
  ...figures,
});
const failedOf = (next: Partial<WorkerReport>, ...old: Partial<WorkerReport>[]): string[] =>
  judgeGates(report(next), old.map(report))
    .filter(({ isPassed }) => !isPassed)
    .map(({ name }) => name);

it('passes what is as good as before, or better', () => {
  expect(failedOf({}, {})).toEqual([]);
  expect(
    failedOf({ msPerTokenP95: 5, speedup: { mean: 3, low: 2.9, high: 3.1, heldBackSteps: 9 } }, {}),
  ).toEqual([]);
});

it.each<[string, Partial<WorkerReport>, Partial<WorkerReport>, string[]]>([
  ['one failure may be anything’s fault', { failedRequests: 1, endedRequests: 1 }, {}, []],
  ['several failures', { failedRequests: 2 }, {}, ['errors']],
  ['failures that the old ones have alike', { failedRequests: 4 }, { failedRequests: 4 }, []],
  ['slower by half', { msPerTokenP95: 31 }, {}, ['latency']],
  ['slower by a third', { msPerTokenP95: 26 }, {}, []],
  ['slower by what nobody notices', { msPerTokenP95: 3 }, { msPerTokenP95: 1 }, []],
  ['slower, by too few requests to know', { msPerTokenP95: 90, endedRequests: 19 }, {}, []],
  [
    'a speed-up below the old ones’ interval',
    { speedup: { mean: 1.4, low: 1.3, high: 1.5, heldBackSteps: 40 } },
    {},
    ['speedup'],
  ],
  [
    'a lower speed-up of one that has just begun',
    { speedup: { mean: 1.1, low: 1, high: 1.2, heldBackSteps: 12 } },
    {},
    [],
  ],
  [
    'a lower speed-up whose interval is wide',
    { speedup: { mean: 1.4, low: 0.9, high: 1.9, heldBackSteps: 40 } },
    {},
    [],
  ],
])('%s', (_, next, old, failed) => {
  expect(failedOf(next, old)).toEqual(failed);
});

it('lets pass what cannot be compared, and says so', () => {
  const nothing = { endedRequests: 0, msPerTokenP95: null, firstTokenMsP95: null, speedup: null };
  expect(failedOf(nothing, nothing)).toEqual([]);
  expect(failedOf(nothing)).toEqual([]);
  expect(judgeGates(report(nothing), []).map(({ message }) => message)).toEqual([
    "0 of 0 requests failed, of the old ones' 0 %.",
    'Too few requests to compare.',
    'Too few steps held back to compare.',
  ]);
});
