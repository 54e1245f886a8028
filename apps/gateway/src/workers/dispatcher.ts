import { DecodeTranscript, type DecodeBody, type DecodeEvent } from '@slipstream/contract';
import type { TenantId } from '@slipstream/domain';
import type { Logger, TraceSpan } from '@slipstream/observability';
import type { ReplicaRoute } from '@slipstream/persistence';
import { Attempts } from './attempts.js';
import type { ReplicaFinder } from './replica-finder.js';
import type { ReplicaLoad } from './replica-load.js';
import type { WorkerClient } from './worker-client.js';
import { WorkerError } from './worker-error.js';

export interface DispatchJob {
  tenantId: TenantId;
  endpointName: string;
  body: DecodeBody;
  correlationId: string;
  /** How long the request waits for an endpoint that has no ready replica yet. */
  holdMs: number;
  signal: AbortSignal;
  /** Attempts become spans beneath it. */
  span: Pick<TraceSpan, 'child'>;
}

export interface DispatcherOptions {
  finder: Pick<ReplicaFinder, 'next'>;
  workers: Pick<WorkerClient, 'decode'>;
  load: ReplicaLoad;
  logger: Logger;
  /** Another attempt follows one that had told nothing of its answer yet, or something. */
  onRetry: (told: 'nothing' | 'something') => void;
}

interface FailedAttempt {
  replica: ReplicaRoute;
  error: WorkerError;
  attempts: Attempts;
  transcript: DecodeTranscript;
}

/** A long answer may outlive more than one replica; past this the replicas, not the request, are what is wrong. */
const attemptCountMax = 5;

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
      const replica = await this.options.finder.next(job, attempts);
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
    { body, correlationId, signal, span }: DispatchJob,
    transcript: DecodeTranscript,
  ): AsyncGenerator<DecodeEvent[]> {
    const leave = this.options.load.enter(replica.id);
    const { resume } = transcript;
    const attempt = span.child('attempt', {
      role: 'client',
      attributes: { 'slipstream.replica.id': String(replica.id), 'slipstream.resumed': resume !== undefined },
    });
    try {
      const { headers: traceHeaders } = attempt;
      const call = { replica, body: { ...body, resume }, correlationId, traceHeaders, signal };
      for await (const batch of await this.options.workers.decode(call)) {
        const events = resume === undefined ? batch : batch.filter(({ type }) => type !== 'start');
        for (const event of events) transcript.observe(event);
        if (events.length > 0) yield events;
      }
    } catch (error) {
      attempt.set({ 'error.type': error instanceof WorkerError ? error.kind : 'interrupted' });
      throw error;
    } finally {
      attempt.end();
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
}
