/** What an endpoint is asked for at one moment. */
export interface Load {
  /** Requests under way, waiting ones included. */
  readonly inFlight: number;
  /** How long a request has to wait for its turn. */
  readonly queueMs: number;
  /** Replicas that answer. */
  readonly readyCount: number;
}

export interface LoadTargets {
  /** Of one replica. */
  readonly inFlight: number;
  readonly queueMs: number;
}

export interface ReplicaBounds {
  readonly min: number;
  readonly max: number;
}

export interface Wanted {
  readonly count: number;
  readonly cause: 'inFlight' | 'queueTime';
}

/** A queue that is longer than wanted by any factor at most doubles the replicas: the next look sees what that did. */
const growthMax = 2;

/**
 * How many replicas a load wants, whatever it wanted before. Waiting is counted upon the replicas that answer and not
 * upon those that are wanted: while new ones start, the same queue wants the same number.
 */
export function wantedReplicas(load: Load, targets: LoadTargets, { min, max }: ReplicaBounds): Wanted {
  const byInFlight = Math.ceil(load.inFlight / targets.inFlight);
  const growth = Math.min(growthMax, load.queueMs / targets.queueMs);
  const byQueue = growth > 1 ? Math.ceil(load.readyCount * growth) : 0;
  const isQueueTime = byQueue > byInFlight;
  return {
    count: Math.min(max, Math.max(min, isQueueTime ? byQueue : byInFlight)),
    cause: isQueueTime ? 'queueTime' : 'inFlight',
  };
}
