import pg from 'pg';
import { DatabaseUnavailable } from './errors.js';

export type Change =
  | { kind: 'changed'; table: ChangedTable; id: string }
  /** Notifications may have been missed: whatever was cached must be read again. */
  | { kind: 'resynchronize' };

export type ChangedTable = 'api_keys' | 'models' | 'endpoints' | 'replicas' | 'usage_limits';

export interface ChangeListener {
  close(): Promise<void>;
}

/**
 * Calls back for every committed change of a key, model, endpoint, replica or limit. Resolves once it listens. A broken
 * connection is made anew, with a growing pause, and followed by `resynchronize`.
 */
export async function listenForChanges(
  databaseUrl: string,
  onChange: (change: Change) => void,
): Promise<ChangeListener> {
  const listener = new ReconnectingListener(databaseUrl, onChange);
  await listener.connect();
  return listener;
}

const channel = 'slipstream_changes';
const reconnectDelayMsMin = 100;
const reconnectDelayMsMax = 5_000;

class ReconnectingListener implements ChangeListener {
  private client: pg.Client | undefined;
  private retryTimer: NodeJS.Timeout | undefined;
  private isClosed = false;

  constructor(
    private readonly databaseUrl: string,
    private readonly onChange: (change: Change) => void,
  ) {}

  async connect(): Promise<void> {
    const client = new pg.Client({
      connectionString: this.databaseUrl,
      connectionTimeoutMillis: 5_000,
      keepAlive: true,
    });
    // Failures while connecting reach the caller as a rejection; the event is only their echo.
    client.on('error', () => this.reconnectAfter(client));
    client.on('end', () => this.reconnectAfter(client));
    client.on('notification', ({ payload }) => this.onChange(parseChange(payload)));
    try {
      await client.connect();
      await client.query(`LISTEN ${channel}`);
    } catch (error) {
      client.end().catch(() => undefined);
      throw new DatabaseUnavailable(error);
    }
    if (this.isClosed) {
      await client.end();
      return;
    }
    this.client = client;
  }

  async close(): Promise<void> {
    this.isClosed = true;
    clearTimeout(this.retryTimer);
    const client = this.client;
    this.client = undefined;
    await client?.end();
  }

  /** A dying client reports more than once; only the first report of the present client counts. */
  private reconnectAfter(client: pg.Client): void {
    if (this.isClosed || client !== this.client) {
      return;
    }
    this.client = undefined;
    client.end().catch(() => undefined);
    this.retryTimer = setTimeout(() => void this.reconnect(reconnectDelayMsMin), reconnectDelayMsMin);
  }

  private async reconnect(delayMs: number): Promise<void> {
    try {
      await this.connect();
      this.onChange({ kind: 'resynchronize' });
    } catch {
      const nextDelayMs = Math.min(delayMs * 2, reconnectDelayMsMax);
      if (!this.isClosed) {
        this.retryTimer = setTimeout(() => void this.reconnect(nextDelayMs), nextDelayMs);
      }
    }
  }
}

function parseChange(payload: string | undefined): Change {
  try {
    const { table, id } = JSON.parse(payload ?? '') as { table: ChangedTable; id: string };
    return { kind: 'changed', table, id };
  } catch {
    // A payload of unknown shape comes from a newer schema; reading everything again is always right.
    return { kind: 'resynchronize' };
  }
}
