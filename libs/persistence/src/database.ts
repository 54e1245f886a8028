import { createDatabaseClient, type DatabaseClient, inTransaction } from './database-client.js';
import { DatabaseUnavailable } from './errors.js';
import { Repositories } from './repositories.js';

export interface DatabaseOptions {
  connectionCountMax?: number;
}

/** Opens a bounded pool for work across all tenants; connections are made when they are first needed. */
export function openDatabase(
  databaseUrl: string,
  { connectionCountMax = 10 }: DatabaseOptions = {},
): Database {
  return new Database(createDatabaseClient({ databaseUrl, role: 'slipstream_platform', connectionCountMax }));
}

/**
 * The platform's view: the rows of all tenants. For the reconciler, the gateways' directory, authentication and
 * platform administration; what is done for one tenant goes through `TenantDatabase`.
 */
export class Database extends Repositories {
  constructor(private readonly client: DatabaseClient) {
    super(client);
  }

  /** All or nothing. */
  transaction<Result>(work: (repositories: Repositories) => Promise<Result>): Promise<Result> {
    return inTransaction(this.client, (queries) => work(new Repositories(queries)));
  }

  /** Rejects with `DatabaseUnavailable` when no query can be answered. */
  async ping(): Promise<void> {
    try {
      await this.client.$queryRaw`SELECT 1`;
    } catch (error) {
      throw error instanceof DatabaseUnavailable ? error : new DatabaseUnavailable(error);
    }
  }

  async close(): Promise<void> {
    await this.client.$disconnect();
  }
}
