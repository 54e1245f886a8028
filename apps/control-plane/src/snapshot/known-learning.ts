import { Injectable } from '@nestjs/common';
import type { ReplicaId, SnapshotId } from '@slipstream/domain';
import type { Replica, Snapshot } from '@slipstream/persistence';

/** What is known of a replica's learning in its present life. */
export interface KnownLearning {
  readonly epoch: number;
  readonly etag?: string;
  /** The version that it was last filed as, or went on from. */
  readonly snapshotId?: SnapshotId;
  /** The versions that its learning contains, the newest last. */
  readonly contained?: readonly SnapshotId[];
  /** The newest version that was active and that its learning goes back to. */
  readonly baseId?: SnapshotId;
  /** Of the policy that it was told. */
  readonly policyKey?: string;
  /** The last of its reports that was taken in. */
  readonly reportNumber?: number;
}

/** Remembers where replicas stand. Forgotten with the process, whose replicas then tell everything anew. */
@Injectable()
export class KnownLearnings {
  private readonly byReplica = new Map<ReplicaId, KnownLearning>();

  /** What was known of an earlier life says nothing about the present one. */
  of({ id, epoch }: Replica): KnownLearning {
    const known = this.byReplica.get(id);
    return known?.epoch === epoch ? known : { epoch };
  }

  note(replica: Replica, news: Omit<KnownLearning, 'epoch'>): void {
    this.byReplica.set(replica.id, { ...this.of(replica), ...news });
  }

  /** Whatever replicas learn from now on goes back to this version, if it is what they were filed as. */
  noteActive({ id: snapshotId }: Snapshot): void {
    for (const [replicaId, known] of this.byReplica)
      if (known.snapshotId === snapshotId) this.byReplica.set(replicaId, { ...known, baseId: snapshotId });
  }

  /** Whether what a replica has learned contains a version. */
  has(replica: Replica, id: SnapshotId): boolean {
    return this.of(replica).contained?.includes(id) ?? false;
  }

  forget({ id }: Pick<Replica, 'id'>): void {
    this.byReplica.delete(id);
  }
}
