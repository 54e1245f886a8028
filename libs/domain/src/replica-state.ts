import { TransitionRefused } from './errors.js';
import type { TransitionTable } from './transitions.js';

export const replicaStates = ['starting', 'ready', 'draining', 'stopped', 'failed'] as const;
export type ReplicaState = (typeof replicaStates)[number];

/**
 * What may happen to a replica: `decoded` its first token; `died` by itself; `dismissed`, because it is not wanted any
 * more; `ended`, having been dismissed; `restarted` in place, under a new epoch; `orphaned` by the process that ran it.
 */
export const replicaEvents = ['decoded', 'died', 'dismissed', 'ended', 'restarted', 'orphaned'] as const;
export type ReplicaEvent = (typeof replicaEvents)[number];

interface ReplicaStateRule {
  /** How long it may last; null for a state that is no way to another. */
  readonly deadlineMs: number | null;
  readonly on: Readonly<Partial<Record<ReplicaEvent, ReplicaState>>>;
}

/** What a replica that is not needed any more may take to end its streams; longer ones go on elsewhere. */
export const drainPatienceMs = 10 * 60_000;
/** What it may take to end once it is told to. */
export const endDeadlineMs = 25_000;

/** The life of a replica: for every state, how long it may last and what ends it. */
export const replicaMachine = {
  starting: {
    // The first start of a model on a machine includes its exactness check.
    deadlineMs: 5 * 60_000,
    on: { decoded: 'ready', died: 'failed', dismissed: 'draining', orphaned: 'stopped' },
  },
  ready: { deadlineMs: null, on: { died: 'failed', dismissed: 'draining', orphaned: 'stopped' } },
  draining: { deadlineMs: drainPatienceMs + endDeadlineMs, on: { ended: 'stopped', orphaned: 'stopped' } },
  failed: { deadlineMs: null, on: { restarted: 'starting', dismissed: 'stopped', orphaned: 'stopped' } },
  stopped: { deadlineMs: null, on: {} },
} as const satisfies Record<ReplicaState, ReplicaStateRule>;

/** @throws TransitionRefused for what cannot happen in that state */
export function replicaAfter(state: ReplicaState, event: ReplicaEvent): ReplicaState {
  const rule: ReplicaStateRule = replicaMachine[state];
  const next = rule.on[event];
  if (next === undefined) throw new TransitionRefused('replica', state, `what ${event} makes of it`);
  return next;
}

/** A stopped replica is history. */
export const nextReplicaStates = Object.fromEntries(
  replicaStates.map((state) => [state, [...new Set(Object.values(replicaMachine[state].on))]]),
) as unknown as TransitionTable<ReplicaState>;
