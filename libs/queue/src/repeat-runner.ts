import type { Logger } from '@slipstream/observability';

import { type QueueBackend, type QueueWorker, repeatQueueName, type WorkQueue } from './queue-backend.js';

/**
 * Something that is done at intervals, by one of all processes each time. If it takes longer than the interval another
 * process may begin meanwhile, so doing it again must change nothing.
 */
export interface RepeatedMethod {
  readonly name: string;
  readonly everyMs: number;
  readonly call: () => Promise<void>;
}

export interface RepeatRunnerOptions {
  readonly backend: QueueBackend;
  readonly methods: readonly RepeatedMethod[];
  readonly logger: Logger;
}

const concurrency = 16;

/** Calls repeated methods when the queue says that it is this process's turn. */
export class RepeatRunner {
  private readonly methods: ReadonlyMap<string, RepeatedMethod>;
  private readonly running = new Set<string>();
  private queue: WorkQueue | undefined;
  private worker: QueueWorker | undefined;

  /** @throws when two methods have one name */
  constructor(private readonly options: RepeatRunnerOptions) {
    this.methods = new Map(options.methods.map((method) => [method.name, method]));
    if (this.methods.size < options.methods.length) throw new Error('Two repeated methods have one name.');
  }

  async start(): Promise<void> {
    const { backend, logger } = this.options;
    const onError = (err: Error): void =>
      logger.warn({ err }, 'the queue of repeated work cannot be reached; it is tried again');
    const queue = backend.openQueue(repeatQueueName).on('error', onError);
    this.queue = queue;
    const opts = { removeOnComplete: true, removeOnFail: true };
    for (const { name, everyMs } of this.methods.values()) {
      await queue.upsertJobScheduler(name, { every: everyMs }, { name, opts });
    }
    // What an earlier version of the program repeated is over.
    for (const { key } of await queue.getJobSchedulers()) {
      if (!this.methods.has(key)) await queue.removeJobScheduler(key);
    }
    const call = ({ name }: { name: string }): Promise<void> => this.call(name);
    this.worker = backend.openWorker(repeatQueueName, call, concurrency).on('error', onError);
  }

  async close(): Promise<void> {
    await this.worker?.close();
    await this.queue?.close();
  }

  /** One that takes longer than its interval is not overtaken by itself, and one that fails is due again soon. */
  private async call(name: string): Promise<void> {
    const method = this.methods.get(name);
    if (method === undefined || this.running.has(name)) return;
    this.running.add(name);
    try {
      await method.call();
    } catch (err) {
      this.options.logger.warn({ err, name }, 'repeated work failed; it is tried again at the next interval');
    } finally {
      this.running.delete(name);
    }
  }
}
