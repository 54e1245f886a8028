import type { Logger, Metrics, Tracing } from '@slipstream/observability';
import type { ActiveRequests } from './delivery/active-requests.js';
import type { Authenticator } from './directory/authenticator.js';
import type { DemandReporter } from './directory/demand-reporter.js';
import type { EndpointDemand } from './directory/endpoint-demand.js';
import type { Directory } from './directory/directory.js';
import type { GatewayMetrics } from './gateway-metrics.js';
import type { FairQueue } from './limits/fair-queue.js';
import type { Limiter, Limits } from './limits/limiter.js';
import type { MonthlyQuota } from './limits/monthly-quota.js';
import type { Dispatcher } from './workers/dispatcher.js';

/** What the routes are given. Made once, in `gateway.ts`. */
export interface Services {
  authenticator: Authenticator;
  directory: Directory;
  demand: EndpointDemand;
  demandReporter: DemandReporter;
  dispatcher: Dispatcher;
  activeRequests: ActiveRequests;
  limiter: Limiter;
  quota: MonthlyQuota;
  /** What a tenant may use unless something else was set. */
  defaultLimits: Limits;
  queue: FairQueue;
  /** 0 tells tokens as they come. */
  streamCadenceMs: number;
  /** Requests under way at one replica. */
  replicaRequestsMax: number;
  logger: Logger;
  metrics: Metrics;
  gatewayMetrics: GatewayMetrics;
  tracing: Tracing;
  /** Rejects when the database does not answer. */
  pingDatabase(): Promise<void>;
  nowMs(): number;
}
