import pg from 'pg';

/** Connections for a queue that keeps its jobs in PostgreSQL. */
export type QueuePool = pg.Pool;

/**
 * A bounded pool in the platform's role. Every listener for jobs keeps one of its connections, so the bound must be
 * above their number.
 */
export function openQueuePool({
  databaseUrl,
  schema,
  connectionCountMax,
}: {
  databaseUrl: string;
  /** Where the queue's tables lie; a name of our own. */
  schema: string;
  connectionCountMax: number;
}): QueuePool {
  const pool = new pg.Pool({
    connectionString: databaseUrl,
    options: `-c role=slipstream_platform -c search_path=${schema}`,
    max: connectionCountMax,
    connectionTimeoutMillis: 5_000,
    keepAlive: true,
  });
  // Each queue and each worker adds its own; an idle connection that breaks is replaced by the pool.
  pool.setMaxListeners(0).on('error', () => undefined);
  return pool;
}
