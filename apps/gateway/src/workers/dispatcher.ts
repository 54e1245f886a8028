import { DecodeTranscript, type DecodeBody, type DecodeEvent } from '@slipstream/contract';
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

export interface DispatcherOptions {
  directory: Directory;
  workers: Pick<WorkerClient, 'decode'>;
  load: ReplicaLoad;
  logger: Logger;
  /** Another attempt follows one that had told nothing of its answer yet, or something. */
  onRetry: (told: 'nothing' | 'something') => void;
  restartWaitMs?: number;
}

interface FailedAttempt {
  replica: ReplicaRoute;
  error: WorkerError;
  attempts: Attempts;
  transcript: DecodeTranscript;
}

/** A long answer may outlive more than one replica; past this the replicas, not the request, are what is wrong. */
const attemptCountMax = 5;
/** A crashed worker is back in a few seconds; past this a client is better off deciding itself. */
const restartWaitMsDefault = 15_000;

/**
 * Finds a replica for a request, and another if that one fails. What the first had told, the next one is given: it goes
 * on with the same tokens, because they follow from the prompt, the parameters and the seed alone.
 */
export class Dispatcher {
  constructor(private readonly options: DispatcherOptions) {}

  /** One answer from its `start` to its `done`, without a break or a repetition, from as many replicas as it takes. */
  async *decode(job: DispatchJob): AsyncGenerator<DecodeEvent[]> {
    const attempts = new Attempts();
    const transcript = new DecodeTranscript(job.body.n);
    for (;;) {
      const replica = await this.nextReplica(job, attempts);
      try {
        yield* this.attempt(replica, job, transcript);
        return;
      } catch (error) {
        if (!(error instanceof WorkerError) || error.kind === 'refused') throw error;
        this.noteFailure(job, { replica, error, attempts, transcript });
      }
    }
  }

  private async *attempt(
    replica: ReplicaRoute,
    { body, correlationId, signal }: DispatchJob,
    transcript: DecodeTranscript,
  ): AsyncGenerator<DecodeEvent[]> {
    const leave = this.options.load.enter(replica.id);
    try {
      const { resume } = transcript;
      const call = { replica, body: { ...body, resume }, correlationId, signal };
      for await (const batch of await this.options.workers.decode(call)) {
        const events = resume === undefined ? batch : batch.filter(({ type }) => type !== 'start');
        for (const event of events) transcript.observe(event);
        if (events.length > 0) yield events;
      }
    } finally {
      leave();
    }
  }

  /** Throws when nothing is left to try. */
  private noteFailure(
    { correlationId }: DispatchJob,
    { replica, error, attempts, transcript }: FailedAttempt,
  ): void {
    attempts.record(replica, error);
    const told = transcript.isUntold ? 'nothing' : 'something';
    this.options.logger.warn(
      { err: error, replicaId: replica.id, attempt: attempts.count, correlationId, told },
      'An attempt at a replica failed.',
    );
    if (attempts.count >= attemptCountMax) throw error;
    this.options.onRetry(told);
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
