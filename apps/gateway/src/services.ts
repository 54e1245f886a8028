import type { Logger, Metrics } from '@slipstream/observability';
import type { ActiveRequests } from './delivery/active-requests.js';
import type { Authenticator } from './directory/authenticator.js';
import type { Directory } from './directory/directory.js';
import type { GatewayMetrics } from './gateway-metrics.js';
import type { Dispatcher } from './workers/dispatcher.js';

/** What the routes are given. Made once, in `gateway.ts`. */
export interface Services {
  authenticator: Authenticator;
  directory: Directory;
  dispatcher: Dispatcher;
  activeRequests: ActiveRequests;
  logger: Logger;
  metrics: Metrics;
  gatewayMetrics: GatewayMetrics;
  /** Rejects when the database does not answer. */
  pingDatabase(): Promise<void>;
  nowMs(): number;
}
