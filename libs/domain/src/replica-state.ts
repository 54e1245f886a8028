import type { TransitionTable } from './transitions.js';

export const replicaStates = ['starting', 'ready', 'draining', 'stopped', 'failed'] as const;
export type ReplicaState = (typeof replicaStates)[number];

/** A failed replica is restarted in place, under a new epoch; a stopped one is history. */
export const nextReplicaStates = {
  starting: ['ready', 'draining', 'failed', 'stopped'],
  ready: ['draining', 'failed', 'stopped'],
  draining: ['stopped', 'failed'],
  failed: ['starting', 'stopped'],
  stopped: [],
} as const satisfies TransitionTable<ReplicaState>;
