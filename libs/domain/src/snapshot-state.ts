import type { TransitionTable } from './transitions.js';

/**
 * A version of what an endpoint has learned. `candidate` waits to be judged, `evaluating` is being judged, replicas go on
 * from the `active` one, `superseded` ones were, `rejected` ones were found wanting, `frozen` ones are kept for good: one of
 * these that becomes active is frozen again when another takes its place.
 */
export const snapshotStates = [
  'candidate',
  'evaluating',
  'active',
  'superseded',
  'rejected',
  'frozen',
] as const;
export type SnapshotState = (typeof snapshotStates)[number];

/** A rejected version becomes active only where somebody insists; see `mayPromote`. */
export const nextSnapshotStates = {
  candidate: ['evaluating', 'active', 'superseded', 'rejected', 'frozen'],
  evaluating: ['candidate', 'active', 'superseded', 'rejected'],
  active: ['superseded', 'rejected'],
  superseded: ['active', 'rejected', 'frozen'],
  rejected: ['active', 'superseded', 'frozen'],
  frozen: ['active', 'superseded', 'rejected'],
} as const satisfies TransitionTable<SnapshotState>;

/** Where a version comes from. */
export const snapshotKinds = ['checkpoint', 'merge', 'import', 'copy'] as const;
export type SnapshotKind = (typeof snapshotKinds)[number];

/** A version that was active once may be again. Others have to be judged first, unless somebody insists. */
export function mayPromote(state: SnapshotState, isForced: boolean): boolean {
  return isForced || state === 'active' || state === 'superseded' || state === 'frozen';
}
