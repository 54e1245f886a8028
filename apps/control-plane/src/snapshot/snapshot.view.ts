import type { SnapshotView } from '@slipstream/contract';
import type { Snapshot } from '@slipstream/persistence';

export function toSnapshotView({
  signature: _signature,
  replicaEpoch: _epoch,
  frozenAt: _frozenAt,
  learnedTokens,
  createdAt,
  promotedAt,
  ...snapshot
}: Snapshot): SnapshotView {
  return {
    ...snapshot,
    parents: snapshot.parents.map(String),
    learnedTokens: Number(learnedTokens),
    createdAt: createdAt.toISOString(),
    promotedAt: promotedAt?.toISOString() ?? null,
  };
}
