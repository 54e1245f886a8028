import { randomUUID } from 'node:crypto';
import pg from 'pg';
import { DatabaseUnavailable, MigrationFailed, MigrationRefused } from './errors.js';
import { readMigrations, type Migration } from './migration-folder.js';

export interface MigrationOptions {
  databaseUrl: string;
  migrationsFolder: string;
}

/**
 * Brings the schema up to date and returns the names of the migrations it applied. Rows and lock are Prisma's own,
 * so `prisma migrate deploy` and this function can take turns on one database, and several processes may start at
 * once: one migrates, the others wait and find nothing to do.
 */
export async function applyMigrations(options: MigrationOptions): Promise<string[]> {
  const migrations = await readMigrations(options.migrationsFolder);
  const client = new pg.Client({ connectionString: options.databaseUrl, connectionTimeoutMillis: 10_000 });
  // A connection lost while idle is reported again by the next query, which is where it is handled.
  client.on('error', () => undefined);
  try {
    await client.connect();
  } catch (error) {
    throw new DatabaseUnavailable(error);
  }
  try {
    await client.query(`SET lock_timeout = '60s'`);
    await client.query('SELECT pg_advisory_lock($1)', [prismaMigrationLock]);
    return await applyPending(client, migrations);
  } finally {
    // Closing the session releases the lock, whatever happened before.
    await client.end();
  }
}

/** The number Prisma's own migration engine locks. */
const prismaMigrationLock = 72_707_369;

async function applyPending(client: pg.Client, migrations: Migration[]): Promise<string[]> {
  await client.query(createHistoryTable);
  const appliedChecksums = await readHistory(client);
  refuseUnknown(appliedChecksums, migrations);

  const appliedNames: string[] = [];
  for (const migration of migrations) {
    const appliedChecksum = appliedChecksums.get(migration.name);
    if (appliedChecksum === undefined) {
      await applyOne(client, migration);
      appliedNames.push(migration.name);
    } else if (appliedChecksum !== migration.checksum) {
      throw new MigrationRefused(
        migration.name,
        'it was edited after it had been applied to this database. Restore the file and put the change into a new migration.',
      );
    }
  }
  return appliedNames;
}

const createHistoryTable = `
  CREATE TABLE IF NOT EXISTS "_prisma_migrations" (
    "id" VARCHAR(36) PRIMARY KEY NOT NULL,
    "checksum" VARCHAR(64) NOT NULL,
    "finished_at" TIMESTAMPTZ,
    "migration_name" VARCHAR(255) NOT NULL,
    "logs" TEXT,
    "rolled_back_at" TIMESTAMPTZ,
    "started_at" TIMESTAMPTZ NOT NULL DEFAULT now(),
    "applied_steps_count" INTEGER NOT NULL DEFAULT 0
  )`;

interface HistoryRow {
  migration_name: string;
  checksum: string;
  finished_at: Date | null;
}

async function readHistory(client: pg.Client): Promise<Map<string, string>> {
  const { rows } = await client.query<HistoryRow>(
    `SELECT "migration_name", "checksum", "finished_at" FROM "_prisma_migrations" WHERE "rolled_back_at" IS NULL`,
  );
  const unfinished = rows.find((row) => row.finished_at === null);
  if (unfinished) {
    throw new MigrationRefused(
      unfinished.migration_name,
      'an earlier attempt, not made by this program, began and never finished. Repair the schema by hand, then set "rolled_back_at" or "finished_at" of its row in "_prisma_migrations".',
    );
  }
  return new Map(rows.map((row) => [row.migration_name, row.checksum]));
}

function refuseUnknown(appliedChecksums: Map<string, string>, migrations: Migration[]): void {
  const knownNames = new Set(migrations.map((migration) => migration.name));
  for (const name of appliedChecksums.keys()) {
    if (!knownNames.has(name)) {
      throw new MigrationRefused(
        name,
        'this database has it, this program does not. The database belongs to a newer version of the program.',
      );
    }
  }
}

/** The statements and their history row share one transaction, so a crash leaves either both or neither. */
async function applyOne(client: pg.Client, migration: Migration): Promise<void> {
  await client.query('BEGIN');
  try {
    await client.query(migration.sql);
    await client.query(
      `INSERT INTO "_prisma_migrations" ("id", "checksum", "migration_name", "finished_at", "applied_steps_count")
       VALUES ($1, $2, $3, now(), 1)`,
      [randomUUID(), migration.checksum, migration.name],
    );
    await client.query('COMMIT');
  } catch (error) {
    await client.query('ROLLBACK').catch(() => undefined);
    throw new MigrationFailed(migration.name, error);
  }
}
