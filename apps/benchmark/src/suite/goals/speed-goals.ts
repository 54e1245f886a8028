import type { ArmSummaries } from '../../bench/measure-streams.js';
import { peerArmName } from '../../peers/peer-arm-name.js';
import { peerModes } from '../../peers/peer-messages.js';
import { fullPrecisionArm } from '../parts/arm-labels.js';
import type { PartReport, Reports } from '../reports.js';
import type { PeersFigures } from '../parts/peers.js';
import {
  type Estimate,
  highestOf,
  lastQuarterOf,
  lowestOf,
  meanOf,
  named,
  type NamedEstimate,
  speedupOf,
} from './estimate.js';
import { type Goal, judge } from './goal.js';

/** How fast: static alone and all of it, broad and narrow, against a peer, from full precision on. */
export function speedGoals(reports: Reports): Goal[] {
  return [...broadGoals(reports), peerGoal(reports.peers), ...narrowGoals(reports), ladderGoal(reports)];
}

function broadGoals(reports: Reports): Goal[] {
  const arms = reports['spec-bench']?.figures.arms ?? {};
  const goal = (arm: string, claim: string, atLeast: number): Goal => {
    const tasks = named(Object.keys(arms[arm] ?? {}), (task) => speedupOf(arms[arm]?.[task]));
    return judge({
      claim,
      part: 'spec-bench',
      demand: { atLeast },
      unit: '×',
      estimate: meanOf(tasks),
      detail: listOf(tasks),
    });
  };
  return [
    goal('static', 'Static alone over none, mean of the Spec-Bench tasks', 1.25),
    goal('auto', 'Auto over none, mean of the Spec-Bench tasks', 1.65),
  ];
}

/** Over the peer's mode that is better on the mean; what our undrafted step has to do with it stands beside. */
function peerGoal(report: PartReport<PeersFigures> | undefined): Goal {
  const { arms = {}, autoOver = {} } = report?.figures ?? {};
  const mean = (byStream: ArmSummaries[string] = {}): Estimate | undefined =>
    meanOf(named(Object.keys(byStream), (stream) => speedupOf(byStream[stream])));
  const modes = named(peerModes.map(peerArmName), (arm) => mean(arms[arm]));
  const better = highestOf(modes)?.name ?? '';
  const none = mean(arms['none']);
  return judge({
    claim: "Auto over llama.cpp's better mode, mean of the streams",
    part: 'peers',
    demand: { atLeast: 2.1 },
    unit: '×',
    estimate: mean(autoOver[better]),
    detail: `better mode: ${better}; ours without drafts ${none?.value.toFixed(2)}× its plain`,
  });
}

function narrowGoals(reports: Reports): Goal[] {
  const { arms = {}, autoOver = {} } = reports.narrow?.figures ?? {};
  const quarters = (arm: string): NamedEstimate[] =>
    named(Object.keys(arms[arm] ?? {}), (stream) => lastQuarterOf(arms[arm]?.[stream]));
  const auto = quarters('auto');
  const overStatic = named(
    auto.map(({ name }) => name),
    (stream) => lastQuarterOf(autoOver['static']?.[stream]),
  );
  const shared = { part: 'narrow', unit: '×' } as const;
  return [
    judge({
      ...shared,
      claim: 'Auto over none in the last quarter of each narrow stream (the lowest)',
      demand: { atLeast: 2.5 },
      estimate: lowestOf(auto),
      detail: listOf(auto),
    }),
    judge({
      ...shared,
      claim: 'Auto over none in the last quarter, mean of the narrow streams',
      demand: { atLeast: 3 },
      estimate: meanOf(auto),
    }),
    judge({
      ...shared,
      claim: 'Auto over static alone there, mean of the narrow streams',
      demand: { atLeast: 1.5 },
      estimate: meanOf(overStatic),
      detail: listOf(overStatic),
    }),
  ];
}

function ladderGoal(reports: Reports): Goal {
  const arms = reports.ladder?.figures.arms ?? {};
  const [stream = ''] = Object.keys(arms[fullPrecisionArm] ?? {});
  const rungs = named(['none', 'static', 'auto'], (arm) => lastQuarterOf(arms[arm]?.[stream]));
  return judge({
    claim: 'The end of the ladder over its start in full precision, last quarter of an adapted stream',
    part: 'ladder',
    demand: { atLeast: 5 },
    unit: '×',
    estimate: rungs.find(({ name }) => name === 'auto'),
    detail: listOf(rungs),
  });
}

export function listOf(estimates: readonly NamedEstimate[]): string {
  return estimates.map(({ name, value }) => `${name} ${value.toFixed(2)}`).join(', ');
}
