import pg from 'pg';
import { DatabaseUnavailable } from './errors.js';

/** One connection of the database's owner. */
export interface OwnerSession {
  query<Row>(text: string, values?: readonly unknown[]): Promise<{ rows: Row[]; rowCount: number | null }>;
}

/** Does what only the owner may: roles, schemas, grants. The connection ends with the work. */
export async function asOwner<Result>(
  ownerUrl: string,
  work: (session: OwnerSession) => Promise<Result>,
): Promise<Result> {
  const client = new pg.Client({ connectionString: ownerUrl, connectionTimeoutMillis: 10_000 });
  // A connection lost while idle is reported again by the next query, which is where it is handled.
  client.on('error', () => undefined);
  try {
    await client.connect();
  } catch (error) {
    throw new DatabaseUnavailable(error);
  }
  try {
    return await work(client as OwnerSession);
  } finally {
    await client.end();
  }
}
