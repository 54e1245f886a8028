import type { TransitionTable } from './transitions.js';

/** A revision of an endpoint's weights, from being asked for to being followed by the next. */
export const revisionStates = [
  'pending',
  'rolling',
  'active',
  'superseded',
  'refused',
  'rolledBack',
] as const;
export type RevisionState = (typeof revisionStates)[number];

/**
 * `pending` waits for its model, `rolling` for the replicas. A newer one may overtake either. `refused` never fitted,
 * `rolledBack` was worse than the one before.
 */
export const nextRevisionStates = {
  pending: ['rolling', 'refused', 'superseded'],
  rolling: ['active', 'refused', 'superseded', 'rolledBack'],
  active: ['superseded'],
  superseded: [],
  refused: [],
  rolledBack: [],
} as const satisfies TransitionTable<RevisionState>;

/**
 * How a revision reaches an endpoint's replicas: `surge` starts replicas of its own, one after another, and compares them
 * with the old ones; `inPlace` tells the running ones, which takes weights of the same shape, as training makes them.
 */
export const revisionStrategies = ['surge', 'inPlace'] as const;
export type RevisionStrategy = (typeof revisionStrategies)[number];
