import type { Reports } from '../reports.js';
import { adaptationGoals } from './adaptation-goals.js';
import type { Goal } from './goal.js';
import { safetyGoals } from './safety-goals.js';
import { speedGoals } from './speed-goals.js';

/** All that the project claims about speed, judged from what was measured. */
export function goalsOf(reports: Reports): Goal[] {
  return [...safetyGoals(reports), ...speedGoals(reports), ...adaptationGoals(reports)];
}
