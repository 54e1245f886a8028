import type { StepCostPoint } from '../step-cost.js';

/** Step times of a lean graph on two cores with VNNI, one sequence at a time. */
export const leanProfile: readonly StepCostPoint[] = [
  { rows: 1, ms: 7 },
  { rows: 4, ms: 8.6 },
  { rows: 8, ms: 11 },
  { rows: 16, ms: 18 },
  { rows: 32, ms: 33 },
];

/** The same with fewer points. */
export const coarseProfile: readonly StepCostPoint[] = [
  { rows: 1, ms: 7 },
  { rows: 8, ms: 11 },
  { rows: 32, ms: 33 },
];
