import type { SnapshotEvidence } from '@slipstream/contract';
import type { EndpointId, ReplicaId, SnapshotId, SnapshotKind, SnapshotState } from '@slipstream/domain';

import type { Snapshot as SnapshotRow } from './generated/client.js';

/** What an endpoint has learned at one moment; its bytes are read apart. */
export interface Snapshot {
  id: SnapshotId;
  endpointId: EndpointId;
  version: number;
  kind: SnapshotKind;
  /** The versions it was made of; they may be gone by now. */
  parents: SnapshotId[];
  state: SnapshotState;
  reason: string | null;
  /** Of its evaluation, in [0, 1]; null when none is under way. */
  progress: number | null;
  evidence: SnapshotEvidence[];
  /** Null unless it is what one replica has learned. */
  replicaId: ReplicaId | null;
  replicaEpoch: number | null;
  modelDigest: string;
  /** The revision of weights under which it was learned. */
  targetRevision: number;
  learnedTokens: bigint;
  sizeBytes: number;
  sha256: string;
  signature: Uint8Array;
  createdAt: Date;
  promotedAt: Date | null;
  /** Null unless it is kept for good, whatever its state. */
  frozenAt: Date | null;
}

export type NewSnapshot = Omit<
  Snapshot,
  'state' | 'reason' | 'progress' | 'evidence' | 'createdAt' | 'promotedAt' | 'frozenAt'
>;

export function toSnapshot(row: SnapshotRow): Snapshot {
  return {
    ...row,
    id: row.id as SnapshotId,
    endpointId: row.endpointId as EndpointId,
    kind: row.kind as SnapshotKind,
    parents: row.parents as unknown as SnapshotId[],
    state: row.state as SnapshotState,
    evidence: row.evidence as unknown as SnapshotEvidence[],
    replicaId: row.replicaId as ReplicaId | null,
  };
}
