import { PrismaPg } from '@prisma/adapter-pg';
import { DomainError } from '@slipstream/domain';
import { hasCode, isConnectionFailure } from './connection-failure.js';
import { DatabaseUnavailable, LeaseLost } from './errors.js';
import { Prisma, PrismaClient } from './generated/client.js';
import type { DatabaseRole } from './service-role.js';

export type DatabaseClient = ReturnType<typeof createDatabaseClient>;

/** What repositories run their queries on: the client itself, or one transaction of it. */
export type Queries = Omit<
  DatabaseClient,
  '$connect' | '$disconnect' | '$extends' | '$on' | '$transaction' | '$use'
>;

/** Inside a request's transaction a client waits for its turn, so the bound is above what one query may take. */
const transactionTimeoutMs = 35_000;

/** On today's disks a page is not dearer for lying elsewhere; PostgreSQL's default of 4 makes it read whole tables. */
const randomPageCost = '1.1';

export interface DatabaseClientOptions {
  databaseUrl: string;
  /** Taken by every connection before its first query; the user that logs in must be a member. */
  role: DatabaseRole;
  connectionCountMax: number;
  /** Further settings of every connection, as PostgreSQL names them. */
  settings?: Readonly<Record<string, string>>;
}

/** A Prisma client whose connection failures arrive as `DatabaseUnavailable`; other failures pass through untouched. */
export function createDatabaseClient({
  databaseUrl,
  role,
  connectionCountMax,
  settings = {},
}: DatabaseClientOptions) {
  const adapter = new PrismaPg(
    {
      connectionString: databaseUrl,
      options: Object.entries({ role, random_page_cost: randomPageCost, ...settings })
        .map(([name, value]) => `-c ${name}=${value}`)
        .join(' '),
      max: connectionCountMax,
      connectionTimeoutMillis: 5_000,
      statement_timeout: 30_000,
    },
    // An idle connection that breaks is replaced by the pool; a broken query reports itself.
    { onPoolError: () => undefined, onConnectionError: () => undefined },
  );
  return new PrismaClient({ adapter, errorFormat: 'minimal' }).$extends({
    name: 'translate-connection-failures',
    query: {
      async $allOperations({ args, query }) {
        try {
          return await query(args);
        } catch (error) {
          throw translate(error);
        }
      },
    },
  });
}

/** Runs work all or nothing: in the transaction under way, or in one of its own. */
export function inTransaction<Result>(
  queries: Queries,
  work: (queries: Queries) => Promise<Result>,
): Promise<Result> {
  const { $transaction: begin } = queries as Partial<DatabaseClient>;
  if (typeof begin !== 'function') return work(queries);
  return (queries as DatabaseClient)
    .$transaction((transaction) => work(transaction as unknown as Queries), { timeout: transactionTimeoutMs })
    .catch((error: unknown) => {
      // Beginning and committing are no operations of the client, so nothing has translated their failures yet.
      throw translate(error);
    });
}

/** What the triggers of the migration `reconciler_lease` raise. */
const staleLease = new Set(['SL001']);

function translate(error: unknown): unknown {
  if (error instanceof DomainError) return error;
  if (hasCode(error, staleLease)) return new LeaseLost();
  return isConnectionFailure(error) ? new DatabaseUnavailable(error) : error;
}

/** True for a violated unique index, the database's own verdict on a taken name. */
export function isUniqueViolation(error: unknown): boolean {
  return error instanceof Prisma.PrismaClientKnownRequestError && error.code === 'P2002';
}

export function isForeignKeyViolation(error: unknown): boolean {
  return error instanceof Prisma.PrismaClientKnownRequestError && error.code === 'P2003';
}

export const databaseNull = Prisma.DbNull;

/** A piece of SQL with its values, to be put into a query. */
export const rawQuery = Prisma.sql;
export type RawQuery = Prisma.Sql;
