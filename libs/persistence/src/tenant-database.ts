import type { TenantId } from '@slipstream/domain';
import { createDatabaseClient, type DatabaseClient, inTransaction } from './database-client.js';
import type { DatabaseOptions } from './database.js';
import { Repositories } from './repositories.js';

/** Opens a bounded pool for work within single tenants. */
export function openTenantDatabase(
  databaseUrl: string,
  { connectionCountMax = 10 }: DatabaseOptions = {},
): TenantDatabase {
  return new TenantDatabase(
    createDatabaseClient({ databaseUrl, role: 'slipstream_tenant', connectionCountMax }),
  );
}

/**
 * One tenant's view. Its connections take a role that row-level security binds, so even a query that forgets its
 * tenant finds, changes and creates nothing of another's.
 */
export class TenantDatabase {
  constructor(private readonly client: DatabaseClient) {}

  /** Work within one tenant, all or nothing. The tenant is the transaction's, so a pooled connection forgets it. */
  within<Result>(tenantId: TenantId, work: (repositories: Repositories) => Promise<Result>): Promise<Result> {
    return inTransaction(this.client, async (queries) => {
      await queries.$queryRaw`SELECT set_config('app.tenant', ${String(tenantId)}, TRUE)`;
      return work(new Repositories(queries));
    });
  }

  async close(): Promise<void> {
    await this.client.$disconnect();
  }
}
