import type { Replica, RevisionGate } from '@slipstream/persistence';

/** A new replica, and how it compares with the old ones at the moment. */
export interface JudgedReplica {
  readonly replica: Pick<Replica, 'id' | 'state' | 'reason' | 'restarts' | 'readyAt'>;
  readonly gates: readonly RevisionGate[];
  /** Whether these have requests enough to go by. */
  readonly isJudged: boolean;
}

export interface SurgeInput {
  /** How many replicas the endpoint is to have in the end. */
  readonly wantedCount: number;
  readonly next: readonly JudgedReplica[];
  readonly now: Date;
  /** How long each new replica is watched at least, from when it is ready. */
  readonly watchMs: number;
}

export type SurgePlan =
  | {
      readonly kind: 'surging';
      readonly nextCount: number;
      readonly oldCount: number;
      readonly stage: 'Starting' | 'Watching';
    }
  | { readonly kind: 'done'; readonly gates: readonly RevisionGate[] }
  | { readonly kind: 'rollBack'; readonly reason: string; readonly gates: readonly RevisionGate[] };

/** Of a replica that fails: once may be chance, twice is the revision. */
const restartsMax = 1;
/** The first replica decides; those after it are watched for a shorter time, so that many take minutes and not hours. */
const laterWatchShare = 1 / 3;
/** Where requests are few or slow, the watch goes on until there are enough of them to compare, but not for ever. */
const watchFactorMax = 4;

/**
 * The next step of a change that brings replicas of its own: one more than wanted is up at a time, and an old one goes
 * when a new one was ready and as good for the whole watch. Everything follows from the replicas as they are, so
 * whoever looks next, after a crash for instance, goes on from there.
 */
export function planSurge({ wantedCount, next, now, watchMs }: SurgeInput): SurgePlan {
  // An endpoint that sleeps gets a replica for the time of the watch: weights that do not start are found out now.
  const goal = Math.max(1, wantedCount);
  const broken = next.find(({ replica }) => replica.state === 'failed' && replica.restarts >= restartsMax);
  if (broken !== undefined) {
    const { replica, gates } = broken;
    return { kind: 'rollBack', reason: `Its replica failed again: ${replica.reason ?? 'unknown'}`, gates };
  }
  const worse = next.find(({ replica, gates }) => replica.state === 'ready' && gates.some(isFailed));
  if (worse !== undefined) {
    const { name, message } = worse.gates.find(isFailed)!;
    return {
      kind: 'rollBack',
      reason: `Its replica is worse than the old ones in ${name}: ${message}`,
      gates: worse.gates,
    };
  }
  const watched = next.filter(({ replica: { state, readyAt }, isJudged }, index) => {
    const leastMs = index === 0 ? watchMs : watchMs * laterWatchShare;
    const lastsMs = isJudged ? leastMs : leastMs * watchFactorMax;
    return state === 'ready' && readyAt !== null && now.getTime() - readyAt.getTime() >= lastsMs;
  });
  const passed = watched.length;
  if (passed >= goal) return { kind: 'done', gates: watched[0]!.gates };
  return {
    kind: 'surging',
    nextCount: Math.min(goal, passed + 1),
    oldCount: Math.max(0, wantedCount - passed),
    stage: next.some(
      ({ replica }) => replica.state === 'ready' && !watched.some((other) => other.replica === replica),
    )
      ? 'Watching'
      : 'Starting',
  };
}

const isFailed = ({ isPassed }: RevisionGate): boolean => !isPassed;
