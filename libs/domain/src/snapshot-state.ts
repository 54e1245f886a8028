import type { TransitionTable } from './transitions.js';

/** A version of what an endpoint has learned. Replicas start with the active one. */
export const snapshotStates = ['active', 'superseded', 'rejected'] as const;
export type SnapshotState = (typeof snapshotStates)[number];

/** An older version may be made active again; one that a replica refused, or whose seal is broken, never. */
export const nextSnapshotStates = {
  active: ['superseded', 'rejected'],
  superseded: ['active', 'rejected'],
  rejected: [],
} as const satisfies TransitionTable<SnapshotState>;
