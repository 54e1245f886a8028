import type { TransitionTable } from './transitions.js';

/** A revision of an endpoint's weights, from being asked for to being followed by the next. */
export const revisionStates = ['pending', 'rolling', 'active', 'superseded', 'refused'] as const;
export type RevisionState = (typeof revisionStates)[number];

/** `pending` waits for its model, `rolling` for the replicas. A newer one may overtake either. */
export const nextRevisionStates = {
  pending: ['rolling', 'refused', 'superseded'],
  rolling: ['active', 'refused', 'superseded'],
  active: ['superseded'],
  superseded: [],
  refused: [],
} as const satisfies TransitionTable<RevisionState>;
