import pg from 'pg';
import { DatabaseUnavailable } from './errors.js';

/** The roles that the services work in; see the migration `row_level_security`. */
export type DatabaseRole = 'slipstream_tenant' | 'slipstream_platform';

export interface ServiceRoleOptions {
  /** The URL of a user that may create roles: the one that migrates. */
  ownerUrl: string;
  /** The URL the services connect with. Its user is created, or gets this password. */
  serviceUrl: string;
}

/**
 * Creates the user that services log in as. It owns nothing, bypasses nothing, and inherits nothing: until it takes the
 * tenant's or the platform's role it can read no table. Does nothing when both URLs name the same user.
 */
export async function ensureServiceRole({ ownerUrl, serviceUrl }: ServiceRoleOptions): Promise<void> {
  const { username, password } = credentialsOf(serviceUrl);
  if (username === credentialsOf(ownerUrl).username) return;
  const client = new pg.Client({ connectionString: ownerUrl, connectionTimeoutMillis: 10_000 });
  client.on('error', () => undefined);
  try {
    await client.connect();
  } catch (error) {
    throw new DatabaseUnavailable(error);
  }
  try {
    const role = client.escapeIdentifier(username);
    await client.query('BEGIN');
    // Control planes that start together take turns.
    await client.query(`SELECT pg_advisory_xact_lock(hashtext('slipstream service role'))`);
    const { rowCount } = await client.query('SELECT 1 FROM pg_roles WHERE rolname = $1', [username]);
    const attributes = `LOGIN NOINHERIT NOCREATEDB NOCREATEROLE PASSWORD ${client.escapeLiteral(password)}`;
    await client.query(`${rowCount === 0 ? 'CREATE' : 'ALTER'} ROLE ${role} ${attributes}`);
    await client.query(`GRANT "slipstream_tenant", "slipstream_platform" TO ${role}`);
    await client.query('COMMIT');
  } finally {
    await client.end();
  }
}

/** The same database for another user. */
export function databaseUrlFor(
  url: string,
  { username, password }: { username: string; password: string },
): string {
  const other = new URL(url);
  other.username = encodeURIComponent(username);
  other.password = encodeURIComponent(password);
  return other.href;
}

function credentialsOf(url: string): { username: string; password: string } {
  const { username, password } = new URL(url);
  return { username: decodeURIComponent(username), password: decodeURIComponent(password) };
}
