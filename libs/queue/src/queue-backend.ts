import { topics } from '@slipstream/contract';
import { asOwner, openQueuePool } from '@slipstream/persistence';
import {
  type BackendFactory,
  type ConnectionOptions,
  createPostgresBackend,
  type Job,
  Queue,
  type RedisQueueBackend,
  runMigrations,
  Worker,
} from 'bullmq';

/** The schema that BullMQ's PostgreSQL backend keeps its jobs in. */
const schema = 'bullmq';
/** The queue of all repeated methods; a job's name says which. */
export const repeatQueueName = 'repeat';
const queryConnectionCountMax = 5;
/** A worker that is killed in the middle of a job: after this time another one takes the job up. */
const lockDurationMs = 15_000;
const stalledCheckMs = 5_000;

/** Creates or updates the queue's own tables, and opens them to the platform's role alone. */
export function prepareQueueSchema(ownerUrl: string): Promise<void> {
  return asOwner(ownerUrl, async (session) => {
    await runMigrations(session, schema);
    // BullMQ makes a sequence for each queue when that gets its first job.
    await session.query(`GRANT USAGE, CREATE ON SCHEMA ${schema} TO "slipstream_platform"`);
    for (const [rights, things] of [
      ['SELECT, INSERT, UPDATE, DELETE', 'TABLES'],
      ['USAGE', 'SEQUENCES'],
    ]) {
      await session.query(`GRANT ${rights} ON ALL ${things} IN SCHEMA ${schema} TO "slipstream_platform"`);
    }
  });
}

/** What a job carries: where its work is written down. Repeated work is written down nowhere. */
export interface JobData {
  readonly entryId: string;
}
export type EntryJob = Job<JobData, void>;
export type WorkQueue = Queue<JobData, void, string>;
export type QueueWorker = Worker<JobData, void>;
type Process = (job: EntryJob, token?: string, signal?: AbortSignal) => Promise<void>;

export interface QueueBackend {
  openQueue(name: string): WorkQueue;
  /** Does a queue's jobs from now on, so many at a time. */
  openWorker(name: string, process: Process, concurrency: number): QueueWorker;
  /** After the queues and workers have been closed. */
  close(): Promise<void>;
}

export interface QueueBackendOptions {
  /** Left out, jobs are kept in PostgreSQL. */
  readonly redisUrl: string | undefined;
  readonly databaseUrl: string;
}

/** BullMQ's types take Redis for granted; undefined chooses it. */
type RedisFactory = BackendFactory<RedisQueueBackend, ConnectionOptions>;

/** BullMQ on PostgreSQL, or on Redis where one is given. */
export function openQueueBackend({ redisUrl, databaseUrl }: QueueBackendOptions): QueueBackend {
  if (redisUrl !== undefined) {
    const connection = { url: redisUrl };
    return backendOn({ connection, workerConnection: { ...connection, maxRetriesPerRequest: null } });
  }
  // Each worker listens on a connection of its own: one for each topic, and one for repeated work.
  const connectionCountMax = Object.keys(topics).length + 1 + queryConnectionCountMax;
  const pool = openQueuePool({ databaseUrl, schema, connectionCountMax });
  const factory = createPostgresBackend as unknown as RedisFactory;
  return backendOn({ connection: pool, workerConnection: pool, factory, close: () => pool.end() });
}

function backendOn(backend: {
  connection: unknown;
  workerConnection: unknown;
  factory?: RedisFactory;
  close?: () => Promise<void>;
}): QueueBackend {
  return {
    openQueue: (name) =>
      new Queue(
        name,
        { connection: backend.connection as ConnectionOptions },
        backend.factory as RedisFactory,
      ),
    openWorker: (name, process, concurrency) =>
      new Worker(
        name,
        process,
        {
          connection: backend.workerConnection as ConnectionOptions,
          concurrency,
          lockDuration: lockDurationMs,
          stalledInterval: stalledCheckMs,
          // Whoever is killed often enough would otherwise take the work with it.
          maxStalledCount: 1_000,
        },
        backend.factory as RedisFactory,
      ),
    close: async () => backend.close?.(),
  };
}
