import type { ReplicaId } from '@slipstream/domain';
import type { ReplicaRoute } from '@slipstream/persistence';

/** How many requests this gateway has under way at each replica. */
export class ReplicaLoad {
  private readonly requestCounts = new Map<ReplicaId, number>();

  /**
   * Ties go to the first in the route's stable order: a lightly used endpoint keeps returning to the replica that
   * still has the conversation's prefix.
   */
  leastLoaded(replicas: readonly ReplicaRoute[]): ReplicaRoute | undefined {
    return replicas.reduce<ReplicaRoute | undefined>(
      (best, replica) => (best && this.countOf(best.id) <= this.countOf(replica.id) ? best : replica),
      undefined,
    );
  }

  /** Counts a request in; the returned function counts it out. */
  enter(id: ReplicaId): () => void {
    this.requestCounts.set(id, this.countOf(id) + 1);
    return () => {
      const count = this.countOf(id) - 1;
      if (count > 0) {
        this.requestCounts.set(id, count);
      } else {
        this.requestCounts.delete(id);
      }
    };
  }

  countOf(id: ReplicaId): number {
    return this.requestCounts.get(id) ?? 0;
  }
}
