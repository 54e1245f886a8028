import type { Reports } from '../reports.js';
import { highestOf, lowestOf, named, speedupOf } from './estimate.js';
import { type Goal, judge } from './goal.js';
import { listOf } from './speed-goals.js';

/** That nothing is lost: no byte, no time where drafting cannot pay, no time to a fixed lookahead. */
export function safetyGoals(reports: Reports): Goal[] {
  return [losslessGoal(reports), ...unpredictableGoals(reports), fixedLookaheadGoal(reports)];
}

function losslessGoal(reports: Reports): Goal {
  const compared = Object.values(reports).flatMap((report) => comparisonsOf(report.figures));
  const answers = compared.reduce((sum, { comparedAnswers = 0 }) => sum + comparedAnswers, 0);
  const differing = compared.filter(({ outputsIdentical }) => !outputsIdentical).length;
  return judge({
    claim: 'Comparisons in which the text of an arm differs',
    part: 'all',
    demand: { atMost: 0 },
    unit: '',
    estimate: compared.length === 0 ? undefined : { value: differing, interval: null },
    detail: `${answers} answers compared, and the rollouts`,
  });
}

interface Comparison {
  readonly outputsIdentical: boolean;
  readonly comparedAnswers?: number;
}

function comparisonsOf(figures: object): Comparison[] {
  if ('levels' in figures) return figures.levels as Comparison[];
  return 'outputsIdentical' in figures ? [figures as Comparison] : [];
}

function unpredictableGoals(reports: Reports): Goal[] {
  const levels = reports.unpredictable?.figures.levels ?? [];
  return [1, 16].map((concurrency) => {
    const level = levels.find((candidate) => candidate.concurrency === concurrency);
    return judge({
      claim: `Auto over none where nothing can be predicted, ${concurrency === 1 ? 'one request' : `${concurrency} requests`} at a time`,
      part: 'unpredictable',
      demand: { atLeast: 0.98 },
      unit: '×',
      estimate: speedupOf(Object.values(level?.arms['auto'] ?? {})[0]),
      detail: `fine-tuned beside it: ${Object.values(level?.adaptations ?? {}).flat().length} times`,
    });
  });
}

/** Of each stream the fixed lookahead that came out best, chosen after the fact. */
function fixedLookaheadGoal(reports: Reports): Goal {
  const { arms = {}, autoOver = {} } = reports['fixed-lookahead']?.figures ?? {};
  const fixedArms = Object.keys(autoOver).filter((arm) => arm.startsWith('fixed-'));
  const bestOf = (stream: string): string | undefined =>
    highestOf(named(fixedArms, (arm) => speedupOf(arms[arm]?.[stream])))?.name;
  const streams = named(Object.keys(arms['auto'] ?? {}), (stream) =>
    speedupOf(autoOver[bestOf(stream) ?? '']?.[stream]),
  );
  return judge({
    claim: 'Auto over the best fixed lookahead of each stream (the lowest)',
    part: 'fixed-lookahead',
    demand: { atLeast: 0.97 },
    unit: '×',
    estimate: lowestOf(streams),
    detail: listOf(streams),
  });
}
