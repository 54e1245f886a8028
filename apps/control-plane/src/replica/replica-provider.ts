import type { EndpointId, ReplicaId } from '@slipstream/domain';

export interface ReplicaSpecification {
  readonly id: ReplicaId;
  readonly endpointId: EndpointId;
  readonly epoch: number;
  /** The bearer token the replica accepts in this epoch. */
  readonly token: string;
  readonly weights: ReplicaWeights;
}

/** The revision of weights that a replica starts with. */
export interface ReplicaWeights {
  readonly revision: number;
  readonly targetFolder: string;
  /** The target of the endpoint's first revision: static speculators were trained with that. */
  readonly firstTargetFolder: string;
}

/** What becomes of a started replica. Of `ready` and `ended`, `ended` always comes, and last. */
export interface ReplicaEvents {
  onStarted(pid: number): void;
  /** A token was decoded; `address` is where requests go. */
  onReady(address: string): void;
  /** The replica is gone; the reason is for people. */
  onEnded(reason: string): void;
}

/** Where replicas run. */
export interface ReplicaProvider {
  start(replica: ReplicaSpecification, events: ReplicaEvents): void;
  /** Drains and ends a replica; resolves when it is gone. Does nothing for one that is not running. */
  stop(id: ReplicaId): Promise<void>;
  close(): Promise<void>;
}

export const replicaProviderToken = Symbol('replica provider');
