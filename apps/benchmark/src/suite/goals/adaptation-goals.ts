import type { Reports } from '../reports.js';
import { lowestOf, modelledSpeedupOf, named } from './estimate.js';
import { type Goal, judge } from './goal.js';
import { listOf } from './speed-goals.js';

/** That learning is better than a peer's, survives changes, and knows what it is worth. */
export function adaptationGoals(reports: Reports): Goal[] {
  return [suffixDecodingGoal(reports), ...driftGoals(reports), liveEstimateGoal(reports)];
}

function suffixDecodingGoal(reports: Reports): Goal {
  const streams = reports['suffix-decoding']?.figures.streams ?? {};
  const ratios = named(Object.keys(streams), (stream) => {
    const ours = modelledSpeedupOf(streams[stream]!['auto']);
    const theirs = modelledSpeedupOf(streams[stream]!['suffix-decoding']);
    if (ours === undefined || theirs === undefined) return undefined;
    return { value: ours / theirs, interval: null };
  });
  return judge({
    claim: 'Auto over SuffixDecoding in modelled speed-up on each recorded stream (the lowest)',
    part: 'suffix-decoding',
    demand: { atLeast: 1.15 },
    unit: '×',
    estimate: lowestOf(ratios),
    detail: listOf(ratios),
  });
}

function driftGoals(reports: Reports): Goal[] {
  const switches = reports.drift?.figures.switchesWithoutLoops ?? [];
  const reached = switches.map(({ domain, recoveredAt }) => `${domain} ${recoveredAt ?? 'never'}`);
  const requests = switches.map(({ recoveredAt }) => recoveredAt ?? Infinity);
  const slowest = switches.flatMap(({ slowestUntilThen }) => slowestUntilThen ?? []);
  return [
    judge({
      claim: 'Requests after a switch of domain until 90 % of the new plateau (the later)',
      part: 'drift',
      demand: { atMost: 20 },
      unit: ' requests',
      estimate: requests.length === 0 ? undefined : { value: Math.max(...requests), interval: null },
      detail: reached.join(', '),
    }),
    judge({
      claim: 'The slowest single request until then, over none',
      part: 'drift',
      demand: { atLeast: 0.9 },
      unit: '×',
      estimate: slowest.length === 0 ? undefined : { value: Math.min(...slowest), interval: null },
    }),
  ];
}

function liveEstimateGoal(reports: Reports): Goal {
  const runs = reports['live-estimate']?.figures.runs ?? [];
  const holding = runs.filter(
    ({ live, offline }) => live !== null && offline !== null && live.low <= offline && offline <= live.high,
  );
  return judge({
    claim: "Share of runs in which the live speed-up's interval holds the A/B figure",
    part: 'live-estimate',
    demand: { atLeast: 0.9 },
    unit: '',
    estimate: runs.length === 0 ? undefined : { value: holding.length / runs.length, interval: null },
    detail: `${holding.length} of ${runs.length}`,
  });
}
