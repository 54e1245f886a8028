import type { PartName } from '../part.js';
import type { Estimate } from './estimate.js';

export type Demand = { readonly atLeast: number } | { readonly atMost: number };

export type Verdict = 'met' | 'missed' | 'not measured';

/** A claim of the project, judged from figures. */
export interface Goal {
  readonly claim: string;
  readonly part: PartName | 'all';
  readonly demand: Demand;
  /** What follows a number: ×, requests, … */
  readonly unit: string;
  readonly estimate: Estimate | undefined;
  readonly detail: string;
  readonly verdict: Verdict;
}

export type UnjudgedGoal = Omit<Goal, 'verdict' | 'detail'> & { readonly detail?: string | undefined };

/** The figure itself decides; the interval says how sure that is. */
export function judge(goal: UnjudgedGoal): Goal {
  const detail = goal.estimate === undefined ? '' : (goal.detail ?? '');
  return { ...goal, detail, verdict: verdictOf(goal) };
}

function verdictOf({ estimate, demand }: UnjudgedGoal): Verdict {
  if (estimate === undefined) return 'not measured';
  const isMet = 'atLeast' in demand ? estimate.value >= demand.atLeast : estimate.value <= demand.atMost;
  return isMet ? 'met' : 'missed';
}
