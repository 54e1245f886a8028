import { createHmac } from 'node:crypto';
import type { ReplicaId } from '@slipstream/domain';

export interface ReplicaTokenInput {
  /** The platform's own secret, known to the control plane and the gateways only. */
  workerSecret: string;
  replicaId: ReplicaId;
  epoch: number;
}

/**
 * The bearer token a gateway presents to one life of one worker. It is derived, so the database holds nothing worth
 * stealing, and a new epoch voids the token of the life before.
 */
export function deriveReplicaToken({ workerSecret, replicaId, epoch }: ReplicaTokenInput): string {
  return createHmac('sha256', workerSecret).update(`${replicaId}:${epoch}`).digest('hex');
}
