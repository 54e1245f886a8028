import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { type EmbeddedPostgres, startEmbeddedPostgres } from '@slipstream/persistence';

export interface TestDatabase extends EmbeddedPostgres {
  readonly folder: string;
}

/** A real PostgreSQL in a folder of its own, removed with `stop`. */
export async function startTestDatabase(): Promise<TestDatabase> {
  const root = mkdtempSync(join(tmpdir(), 'slipstream-postgres-'));
  // The server runs as another user when the tests run as root.
  chmodSync(root, 0o755);
  const folder = join(root, 'data');
  const server = await startEmbeddedPostgres({ folder });
  return {
    folder,
    url: server.url,
    stop: async () => {
      await server.stop();
      rmSync(root, { recursive: true, force: true });
    },
  };
}

export const migrationsFolder = join(process.cwd(), 'prisma', 'migrations');
