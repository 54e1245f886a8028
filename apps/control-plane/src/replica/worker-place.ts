import { deriveReplicaToken, type Replica } from '@slipstream/persistence';

/** How a replica's worker is reached in its present epoch. */
export interface WorkerPlace {
  /** `http://host:port` */
  readonly address: string;
  readonly token: string;
}

/** Undefined until the worker has told where it listens. */
export function workerPlaceOf(
  { id, epoch, address }: Pick<Replica, 'id' | 'epoch' | 'address'>,
  workerSecret: string,
): WorkerPlace | undefined {
  if (address === null) return undefined;
  return { address, token: deriveReplicaToken({ workerSecret, replicaId: id, epoch }) };
}
