import type { DecodeBody, DecodeEvent } from '@slipstream/contract';
import type { TenantId } from '@slipstream/domain';
import type { Logger } from '@slipstream/observability';
import type { ReplicaRoute } from '@slipstream/persistence';
import { endpointNotReady, modelNotFound, serverOverloaded } from '../api-error.js';
import type { Directory } from '../directory/directory.js';
import { Attempts } from './attempts.js';
import type { ReplicaLoad } from './replica-load.js';
import type { WorkerClient } from './worker-client.js';
import { WorkerError } from './worker-error.js';

export interface DispatchJob {
  tenantId: TenantId;
  endpointName: string;
  body: DecodeBody;
  correlationId: string;
  signal: AbortSignal;
}

/** Where the events of a request go. */
export interface Delivery {
  /** While nothing has reached the client, a failed attempt may be repeated without anyone noticing. */
  readonly hasStarted: boolean;
  /** Takes one attempt's events from the start; called again if the attempt before failed. */
  consume(events: AsyncIterable<DecodeEvent[]>): Promise<void>;
}

export interface DispatcherOptions {
  directory: Directory;
  workers: Pick<WorkerClient, 'decode'>;
  load: ReplicaLoad;
  logger: Logger;
  onRetry: () => void;
  restartWaitMs?: number;
}

const attemptCountMax = 3;
/** A crashed worker is back in a few seconds; past this a client is better off deciding itself. */
const restartWaitMsDefault = 15_000;

/** Finds a replica for a request, and another if the first one fails before the client has seen anything. */
export class Dispatcher {
  constructor(private readonly options: DispatcherOptions) {}

  async dispatch(job: DispatchJob, delivery: Delivery): Promise<void> {
    const attempts = new Attempts();
    for (;;) {
      const replica = await this.nextReplica(job, attempts);
      try {
        return await this.attempt(replica, job, delivery);
      } catch (error) {
        if (!(error instanceof WorkerError) || error.kind === 'refused' || delivery.hasStarted) {
          throw error;
        }
        attempts.record(replica, error);
        this.options.logger.warn(
          { err: error, replicaId: replica.id, attempt: attempts.count, correlationId: job.correlationId },
          'An attempt at a replica failed before anything was sent.',
        );
        if (attempts.count >= attemptCountMax) {
          throw error;
        }
        this.options.onRetry();
      }
    }
  }

  private async attempt(replica: ReplicaRoute, job: DispatchJob, delivery: Delivery): Promise<void> {
    const leave = this.options.load.enter(replica.id);
    try {
      const { body, correlationId, signal } = job;
      await delivery.consume(await this.options.workers.decode({ replica, body, correlationId, signal }));
    } finally {
      leave();
    }
  }

  private async nextReplica(job: DispatchJob, attempts: Attempts): Promise<ReplicaRoute> {
    const replica = await this.findReplica(job, attempts);
    if (replica) {
      return replica;
    }
    const { lastError } = attempts;
    if (lastError?.kind === 'overloaded') {
      throw serverOverloaded();
    }
    if (lastError?.kind === 'failed') {
      // The replica is still there and would only fail again: nothing to wait for.
      throw lastError;
    }
    return this.awaitRestart(job, attempts);
  }

  private async findReplica(job: DispatchJob, attempts: Attempts): Promise<ReplicaRoute | undefined> {
    const route = await this.options.directory.findRoute(job.tenantId, job.endpointName);
    if (!route) {
      throw modelNotFound(job.endpointName);
    }
    const replica = this.options.load.leastLoaded(attempts.remaining(route.replicas));
    if (!replica && attempts.count === 0) {
      throw endpointNotReady(route.endpointName, route.state);
    }
    return replica;
  }

  /** Every life of the endpoint's replicas has failed this request: its supervisor is about to start new ones. */
  private async awaitRestart(job: DispatchJob, attempts: Attempts): Promise<ReplicaRoute> {
    const deadline = AbortSignal.timeout(this.options.restartWaitMs ?? restartWaitMsDefault);
    // Listening starts before the first look, so that no change falls between the two.
    const changes = this.options.directory.routeChanges(AbortSignal.any([deadline, job.signal]));
    try {
      for (;;) {
        const found = await this.findReplica(job, attempts);
        if (found) {
          return found;
        }
        await changes.next();
      }
    } catch (error) {
      job.signal.throwIfAborted();
      throw deadline.aborted ? attempts.lastError! : error;
    } finally {
      await changes.return();
    }
  }
}
