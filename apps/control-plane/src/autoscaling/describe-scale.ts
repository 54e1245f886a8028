import type { ConditionFinding } from '@slipstream/domain';

import type { Load, LoadTargets, Wanted } from './wanted-replicas.js';

export interface ScaleFinding {
  readonly load: Load;
  readonly targets: LoadTargets;
  readonly wanted: Wanted;
  /** Whether the load would want more than the endpoint may have. */
  readonly isLimited: boolean;
  readonly from: number;
  readonly to: number;
}

/** Why there are as many replicas as there are, in a word for programs and a sentence for people. */
export function describeScale(finding: ScaleFinding): ConditionFinding {
  const { from, to, isLimited } = finding;
  if (isLimited) {
    const message = `${whyMore(finding)} It has as many replicas as it may: ${to}.`;
    return { type: 'Scaled', isTrue: false, reason: 'AtMaximum', message };
  }
  if (from === to) {
    const message = `Its load wants no other number of replicas than ${to}.`;
    return { type: 'Scaled', isTrue: true, reason: 'Steady', message };
  }
  const [reason, why] =
    to > from ? [reasonForMore(finding), whyMore(finding)] : ['LoadFell', whyFewer(finding)];
  return { type: 'Scaled', isTrue: true, reason, message: `${why} From ${from} to ${countOf(to)}.` };
}

function reasonForMore({ wanted }: ScaleFinding): string {
  return wanted.cause === 'queueTime' ? 'QueueTime' : 'InFlight';
}

function whyMore({ load, targets, wanted }: ScaleFinding): string {
  return wanted.cause === 'queueTime'
    ? `Requests wait ${Math.round(load.queueMs)} ms, and are to wait ${targets.queueMs} at most.`
    : `${underWay(load)}, and a replica takes ${targets.inFlight}.`;
}

function whyFewer({ load, targets }: ScaleFinding): string {
  return `Fewer were enough for a while. ${underWay(load)}, and a replica takes ${targets.inFlight}.`;
}

const underWay = ({ inFlight }: Load): string =>
  inFlight === 1 ? '1 request is under way' : `${inFlight} requests are under way`;
const countOf = (count: number): string => `${count} ${count === 1 ? 'replica' : 'replicas'}`;
