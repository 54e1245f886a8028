import type { ReplicaState } from '@slipstream/domain';
import type { Replica } from '@slipstream/persistence';

export interface ReplicaPlan {
  /** To go on, or to be restarted if they have failed. */
  readonly kept: readonly Replica[];
  /** To be stopped; what drains already stays among them until it is gone. */
  readonly surplus: readonly Replica[];
  /** How many are to be started. */
  readonly missingCount: number;
}

/** What is worth most is kept first: what answers, then what may soon, then what has failed; of equals the oldest. */
const worth: Record<ReplicaState, number> = { ready: 2, starting: 1, failed: 0, draining: -1, stopped: -1 };

/** Which of an endpoint's unstopped replicas to keep when it is to have that many. */
export function planReplicas(replicas: readonly Replica[], wantedCount: number): ReplicaPlan {
  const live = replicas.filter(({ state }) => worth[state] >= 0);
  const ranked = live.toSorted((one, other) => worth[other.state] - worth[one.state]);
  const kept = ranked.slice(0, wantedCount);
  return {
    kept,
    surplus: replicas.filter((replica) => !kept.includes(replica)),
    missingCount: wantedCount - kept.length,
  };
}
