import { type Topic, topics } from '@slipstream/contract';
import type { Logger } from '@slipstream/observability';
import type { Database, OutboxEntry } from '@slipstream/persistence';

import type { EntryJob, QueueBackend, QueueWorker } from './queue-backend.js';

/** Work as a handler gets it. */
export interface AssignedWork<T extends Topic = Topic> extends OutboxEntry<T> {
  /** Aborted when the process is to end, or another one has taken the work over. */
  readonly signal: AbortSignal;
}

/** Does a topic's work. It may get the same work twice, so doing it again must change nothing. */
export interface Handler {
  readonly topic: Topic;
  /** How many at a time in this process. */
  readonly concurrency: number;
  /** Whether every process does such work, or only the one that leads. */
  readonly by: 'anyone' | 'leader';
  readonly call: (work: AssignedWork) => Promise<void>;
}

export interface WorkRunnerOptions {
  readonly database: Database;
  readonly backend: QueueBackend;
  readonly handlers: readonly Handler[];
  readonly logger: Logger;
}

/** Gives the queues' jobs to the handlers, and strikes out of the outbox what is done. */
export class WorkRunner {
  private readonly ending = new AbortController();
  private readonly workers: QueueWorker[] = [];

  /** @throws when a topic has no handler, or two */
  constructor(private readonly options: WorkRunnerOptions) {
    for (const topic of Object.keys(topics)) {
      const count = options.handlers.filter((handler) => handler.topic === topic).length;
      if (count !== 1) throw new Error(`The topic ${topic} has ${count} handlers; it must have one.`);
    }
  }

  /** Begins with the work that is done by these. */
  start(by: Handler['by']): void {
    const handlers = this.options.handlers.filter((handler) => handler.by === by);
    this.workers.push(...handlers.map((handler) => this.open(handler)));
  }

  /** What is under way is asked to end, and waited for. */
  async close(): Promise<void> {
    this.ending.abort();
    await Promise.all(this.workers.map((worker) => worker.close()));
  }

  private open(handler: Handler): QueueWorker {
    const { backend, logger } = this.options;
    const { topic, concurrency } = handler;
    return backend
      .openWorker(topic, (job, _, signal) => this.do(handler, job, signal), concurrency)
      .on('error', (err) => logger.warn({ err, topic }, 'a queue cannot be reached; it is tried again'))
      .on('failed', (job, error) => void this.noteFailure(job, error));
  }

  private async do(handler: Handler, job: EntryJob, signal?: AbortSignal): Promise<void> {
    const { outbox } = this.options.database;
    const entry = await outbox.find(handler.topic, job.data.entryId);
    // It was done, and the queue did not get to know; or it was given up.
    if (entry === undefined) return;
    const signals = [this.ending.signal, ...(signal === undefined ? [] : [signal])];
    await handler.call({ ...entry, signal: AbortSignal.any(signals) });
    await outbox.settle(entry.id);
  }

  private async noteFailure(job: EntryJob | undefined, error: Error): Promise<void> {
    if (job === undefined) return;
    const { database, logger } = this.options;
    const { attemptsMade, opts, data, queueName: topic, name: key } = job;
    const context = { err: error, topic, key, attemptsMade };
    if (attemptsMade < (opts.attempts ?? 1)) {
      logger.warn(context, 'work failed; it is tried again');
      return;
    }
    logger.error(context, 'work failed for the last time');
    // If this is lost too, the relay hands the work over again.
    await database.outbox
      .giveUp(data.entryId, { reason: error.message, failedAt: new Date() })
      .catch((err: unknown) => logger.warn({ err, topic, key }, 'the end of work could not be noted'));
  }
}
