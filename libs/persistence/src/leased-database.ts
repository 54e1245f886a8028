import { createDatabaseClient } from './database-client.js';
import { Database, type DatabaseOptions } from './database.js';

/**
 * The platform's view for whoever acts under a lease: writes are refused with `LeaseLost` unless this epoch holds it. A
 * process that is stopped in the middle of a transaction loses it after this time, so that it keeps nobody waiting.
 */
export class LeasedDatabase extends Database {}

const stoppedTransactionMs = 2_000;

export function openLeasedDatabase(
  databaseUrl: string,
  { epoch, connectionCountMax = 10 }: DatabaseOptions & { epoch: bigint },
): LeasedDatabase {
  const settings = {
    'app.lease_epoch': String(epoch),
    idle_in_transaction_session_timeout: String(stoppedTransactionMs),
  };
  return new LeasedDatabase(
    createDatabaseClient({ databaseUrl, role: 'slipstream_platform', connectionCountMax, settings }),
  );
}
