import { type Listener, ReconnectingListener } from './reconnecting-listener.js';

/** Calls back when work was added to the outbox, or may have been. Resolves once it listens. */
export function listenForWork(databaseUrl: string, onWork: () => void): Promise<Listener> {
  return ReconnectingListener.open({
    databaseUrl,
    channel: 'slipstream_outbox',
    onNotification: onWork,
    onReconnected: onWork,
  });
}
