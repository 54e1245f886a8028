import pg from 'pg';
import { DatabaseUnavailable } from './errors.js';

export interface Listener {
  close(): Promise<void>;
}

export interface ListenerOptions {
  readonly databaseUrl: string;
  /** A name of our own: it goes into a statement as it is. */
  readonly channel: string;
  readonly onNotification: (payload: string | undefined) => void;
  /** After a broken connection was made anew: notifications may have been missed. */
  readonly onReconnected: () => void;
}

const reconnectDelayMsMin = 100;
const reconnectDelayMsMax = 5_000;

/** Listens for notifications of a channel. A broken connection is made anew, with a growing pause. */
export class ReconnectingListener implements Listener {
  private client: pg.Client | undefined;
  private retryTimer: NodeJS.Timeout | undefined;
  private isClosed = false;

  private constructor(private readonly options: ListenerOptions) {}

  /** Resolves once it listens. */
  static async open(options: ListenerOptions): Promise<ReconnectingListener> {
    const listener = new ReconnectingListener(options);
    await listener.connect();
    return listener;
  }

  private async connect(): Promise<void> {
    const { databaseUrl, channel, onNotification } = this.options;
    const client = new pg.Client({
      connectionString: databaseUrl,
      connectionTimeoutMillis: 5_000,
      keepAlive: true,
    });
    // Failures while connecting reach the caller as a rejection; the event is only their echo.
    client.on('error', () => this.reconnectAfter(client));
    client.on('end', () => this.reconnectAfter(client));
    client.on('notification', ({ payload }) => onNotification(payload));
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
      this.options.onReconnected();
    } catch {
      const nextDelayMs = Math.min(delayMs * 2, reconnectDelayMsMax);
      if (!this.isClosed) {
        this.retryTimer = setTimeout(() => void this.reconnect(nextDelayMs), nextDelayMs);
      }
    }
  }
}
