import type { ReplicaRoute } from '@slipstream/persistence';
import type { WorkerError } from './worker-error.js';

/** What one request has tried so far. */
export class Attempts {
  private readonly made: { replica: ReplicaRoute; error: WorkerError }[] = [];

  get count(): number {
    return this.made.length;
  }

  get lastError(): WorkerError | undefined {
    return this.made.at(-1)?.error;
  }

  /** The revision that the last attempt met: only the same weights go on with an answer that has begun. */
  get lastRevision(): number | undefined {
    return this.made.at(-1)?.replica.revision;
  }

  record(replica: ReplicaRoute, error: WorkerError): void {
    this.made.push({ replica, error });
  }

  /** Those not asked yet; failing these, those that one disconnect says little about: see `WorkerErrorKind`. */
  remaining(replicas: readonly ReplicaRoute[]): ReplicaRoute[] {
    const untried = replicas.filter((replica) => this.errorsOf(replica).length === 0);
    return untried.length > 0 ? untried : replicas.filter((replica) => this.isWorthAnother(replica));
  }

  private isWorthAnother(replica: ReplicaRoute): boolean {
    const errors = this.errorsOf(replica);
    return errors.length === 1 && errors[0]!.kind === 'disconnected';
  }

  private errorsOf(replica: ReplicaRoute): WorkerError[] {
    return this.made
      .filter((attempt) => lifeOf(attempt.replica) === lifeOf(replica))
      .map(({ error }) => error);
  }
}

/** A restarted replica has a new epoch and deserves a new attempt. */
function lifeOf({ id, epoch }: ReplicaRoute): string {
  return `${String(id)}:${epoch}`;
}
