import { type Listener, ReconnectingListener } from './reconnecting-listener.js';

export type Change =
  | { kind: 'changed'; table: ChangedTable; id: string }
  /** Notifications may have been missed: whatever was cached must be read again. */
  | { kind: 'resynchronize' };

export type ChangedTable = 'api_keys' | 'models' | 'endpoints' | 'replicas' | 'usage_limits';

/**
 * Calls back for every committed change of a key, model, endpoint, replica or limit. Resolves once it listens. A
 * connection that was broken and made anew is followed by `resynchronize`.
 */
export function listenForChanges(databaseUrl: string, onChange: (change: Change) => void): Promise<Listener> {
  return ReconnectingListener.open({
    databaseUrl,
    channel: 'slipstream_changes',
    onNotification: (payload) => onChange(parseChange(payload)),
    onReconnected: () => onChange({ kind: 'resynchronize' }),
  });
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
