import type { SnapshotView } from '@slipstream/contract';
import type { Snapshot } from '@slipstream/persistence';

export function toSnapshotView({
  signature: _signature,
  replicaEpoch: _epoch,
  learnedTokens,
  createdAt,
  ...snapshot
}: Snapshot): SnapshotView {
  return { ...snapshot, learnedTokens: Number(learnedTokens), createdAt: createdAt.toISOString() };
}
