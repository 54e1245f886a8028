import { type Topic, topics } from '@slipstream/contract';
import type { Logger } from '@slipstream/observability';
import { type Database, type Listener, listenForWork, type WaitingEntry } from '@slipstream/persistence';

import { PeriodicTask } from './periodic-task.js';
import type { QueueBackend, WorkQueue } from './queue-backend.js';

export interface OutboxRelayOptions {
  readonly database: Database;
  /** Of the same database: it is told at once what was committed. */
  readonly databaseUrl: string;
  readonly backend: QueueBackend;
  readonly logger: Logger;
}

const pollIntervalMs = 1_000;
const batchCountMax = 200;
/** Work that a queue has had for so long is handed to it again, which it ignores unless it has lost it. */
const handAgainAfterMs = 30_000;
/** Pauses of 0.5 s, 1 s, 2 s …: four minutes and a half in all. */
const attempts = 10;
const backoff = { type: 'exponential', delay: 500, jitter: 0.2 };

/**
 * Hands what lies in the outbox to the queues. A job has its entry's id, so that one that is handed over twice, by a relay
 * that died in between or by two at once, is there once.
 */
export class OutboxRelay {
  private readonly queues: ReadonlyMap<Topic, WorkQueue>;
  private readonly task: PeriodicTask;
  private listener: Listener | undefined;

  constructor(private readonly options: OutboxRelayOptions) {
    const { backend, logger } = options;
    const onError = (err: unknown): void =>
      logger.warn({ err }, 'work could not be handed to a queue; it is tried again');
    this.queues = new Map(
      (Object.keys(topics) as Topic[]).map((topic) => [topic, backend.openQueue(topic).on('error', onError)]),
    );
    this.task = new PeriodicTask({ intervalMs: pollIntervalMs, run: () => this.handOver(), onError });
  }

  async start(): Promise<void> {
    this.listener = await listenForWork(this.options.databaseUrl, () => this.task.wake());
    this.task.start();
    this.task.wake();
  }

  async close(): Promise<void> {
    await this.listener?.close();
    await this.task.close();
    await Promise.all([...this.queues.values()].map((queue) => queue.close()));
  }

  private async handOver(): Promise<void> {
    let count: number;
    do {
      count = await this.handOverBatch(new Date());
    } while (count === batchCountMax);
  }

  /** Handed over first and marked then: a crash in between hands it over again, under the same id. */
  private handOverBatch(now: Date): Promise<number> {
    return this.options.database.transaction(async ({ outbox }) => {
      const handedBefore = new Date(now.getTime() - handAgainAfterMs);
      const waiting = await outbox.lockWaiting({ handedBefore, limit: batchCountMax });
      const { firsts, repetitions } = withoutRepetitions(waiting);
      await Promise.all([...this.queues].map(([topic, queue]) => addJobs(queue, firsts, topic)));
      if (firsts.length > 0) await outbox.recordHanded(idsOf(firsts), now);
      if (repetitions.length > 0) await outbox.settle(...idsOf(repetitions));
      return waiting.length;
    });
  }
}

const idsOf = (entries: readonly WaitingEntry[]): string[] => entries.map(({ id }) => id);

async function addJobs(queue: WorkQueue, entries: readonly WaitingEntry[], topic: Topic): Promise<void> {
  const own = entries.filter((entry) => entry.topic === topic);
  if (own.length === 0) return;
  await queue.addBulk(
    own.map(({ id, key }) => ({
      name: key,
      data: { entryId: id },
      // A job that is over leaves nothing behind: that its work is done, or was given up, stands in the outbox.
      opts: { jobId: `entry-${id}`, attempts, backoff, removeOnComplete: true, removeOnFail: true },
    })),
  );
}

/** Doing equal work once does it for all that ask for it. */
function withoutRepetitions(entries: readonly WaitingEntry[]): {
  firsts: WaitingEntry[];
  repetitions: WaitingEntry[];
} {
  const firsts = new Map<string, WaitingEntry>();
  const repetitions: WaitingEntry[] = [];
  for (const entry of entries) {
    const content = JSON.stringify([entry.topic, entry.key, entry.payload]);
    if (firsts.has(content)) repetitions.push(entry);
    else firsts.set(content, entry);
  }
  return { firsts: [...firsts.values()], repetitions };
}
