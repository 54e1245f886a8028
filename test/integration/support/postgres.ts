import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { applyMigrations, type EmbeddedPostgres, startEmbeddedPostgres } from '@slipstream/persistence';

export interface TestDatabase extends EmbeddedPostgres {
  readonly folder: string;
  /** Stops the server and starts it again, at the same URL. */
  restart(): Promise<void>;
}

/** A real PostgreSQL in a folder of its own, removed with `stop`. */
export async function startTestDatabase(): Promise<TestDatabase> {
  const root = mkdtempSync(join(tmpdir(), 'slipstream-postgres-'));
  // The server runs as another user when the tests run as root.
  chmodSync(root, 0o755);
  const folder = join(root, 'data');
  let server = await startEmbeddedPostgres({ folder });
  const port = Number(new URL(server.url).port);
  return {
    folder,
    url: server.url,
    restart: async () => {
      await server.stop();
      server = await startEmbeddedPostgres({ folder, port });
    },
    stop: async () => {
      await server.stop();
      rmSync(root, { recursive: true, force: true });
    },
  };
}

export const migrationsFolder = join(process.cwd(), 'prisma', 'migrations');

/** The same with all tables, and nothing in them. */
export async function startMigratedDatabase(): Promise<TestDatabase> {
  const server = await startTestDatabase();
  await applyMigrations({ databaseUrl: server.url, migrationsFolder });
  return server;
}
