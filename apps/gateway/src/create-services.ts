import { randomUUID } from 'node:crypto';
import type { ApiKeyId } from '@slipstream/domain';
import { createMetrics, Tracing, type Logger } from '@slipstream/observability';
import type { Database } from '@slipstream/persistence';
import { traceExporterOf, type Configuration } from './configuration.js';
import { ActiveRequests } from './delivery/active-requests.js';
import { Authenticator } from './directory/authenticator.js';
import { Directory } from './directory/directory.js';
import { DemandReporter } from './directory/demand-reporter.js';
import { EndpointDemand } from './directory/endpoint-demand.js';
import { LastUseRecorder } from './directory/last-use-recorder.js';
import { createGatewayMetrics } from './gateway-metrics.js';
import { FairQueue } from './limits/fair-queue.js';
import { Limiter, type Limits } from './limits/limiter.js';
import { MonthlyQuota } from './limits/monthly-quota.js';
import { Dispatcher } from './workers/dispatcher.js';
import { PrefixAffinity } from './workers/prefix-affinity.js';
import { ReplicaFinder } from './workers/replica-finder.js';
import { ReplicaLoad } from './workers/replica-load.js';
import type { Services } from './services.js';
import type { WorkerClient } from './workers/worker-client.js';

/** Well above what the replicas of one machine take; a flood beyond it is told so at once. */
const activeCompletionCountMax = 1_024;

/** A minute is as precise as "last used" needs to be of a key. */
const keyUseIntervalMs = 60_000;

/** A client that waits longer is better off asking again, or elsewhere. */
const queueBounds = { waitingMax: 256, waitMsMax: 30_000, nowMs: () => performance.now() };

export interface ServiceOptions {
  database: Database;
  workers: WorkerClient;
  configuration: Configuration;
  logger: Logger;
}

/** Makes the parts of a gateway and ties them together. */
export function createServices(options: ServiceOptions): Services {
  const { database, workers, configuration, logger } = options;
  const metrics = createMetrics();
  const gatewayMetrics = createGatewayMetrics(metrics);
  const directory = createDirectory(database);
  const load = new ReplicaLoad();
  const demand = new EndpointDemand({
    wake: (id, at) => database.endpoints.wake(id, at),
    recordRequest: (id, at) => database.endpoints.recordRequest(id, at),
    nowMs: Date.now,
    logger,
  });
  const queue = new FairQueue(queueBounds);
  const lastUse = new LastUseRecorder<ApiKeyId>({
    recordUse: (id, at) => database.apiKeys.recordUse(id, at),
    intervalMs: keyUseIntervalMs,
    logger,
  });
  return {
    authenticator: new Authenticator(directory, lastUse),
    directory,
    demand,
    demandReporter: createDemandReporter({ database, logger }, { demand, queue }),
    dispatcher: new Dispatcher({
      finder: new ReplicaFinder({ directory, load, affinity: new PrefixAffinity(), random: Math.random }),
      workers,
      load,
      logger,
      onRetry: (told) => (told === 'nothing' ? gatewayMetrics.retries : gatewayMetrics.failovers).inc(),
    }),
    activeRequests: new ActiveRequests(activeCompletionCountMax),
    limiter: new Limiter(),
    quota: new MonthlyQuota({
      usedTokens: (subject, since) => database.usageSums.tokensSince(subject, since),
      nowMs: Date.now,
    }),
    defaultLimits: defaultLimitsOf(configuration),
    queue,
    streamCadenceMs: configuration.STREAM_CADENCE_MS,
    replicaRequestsMax: configuration.REPLICA_REQUESTS_MAX,
    logger,
    metrics,
    gatewayMetrics,
    tracing: new Tracing({ serviceName: 'slipstream-gateway', exporter: traceExporterOf(configuration) }),
    pingDatabase: () => database.ping(),
    nowMs: Date.now,
  };
}

function createDemandReporter(
  { database, logger }: Pick<ServiceOptions, 'database' | 'logger'>,
  { demand, queue }: { demand: EndpointDemand; queue: FairQueue },
): DemandReporter {
  // A life of its own: what an earlier one reported is forgotten with it.
  const gatewayId = randomUUID();
  return new DemandReporter({
    counts: () => demand.counts,
    waitsOf: (endpointId) => queue.waitsOf(endpointId),
    report: (demands, at) => database.scaling.reportDemand(gatewayId, demands, at),
    nowMs: Date.now,
    logger,
  });
}

function createDirectory(database: Database): Directory {
  return new Directory(
    {
      findKey: (hash) => database.apiKeys.findByHash(hash),
      findRoute: (tenantId, endpointName) => database.routes.find(tenantId, endpointName),
      listRoutes: (tenantId) => database.routes.list(tenantId),
      findLimits: (tenantId, apiKeyId) => database.usageLimits.find({ tenantId, apiKeyId }),
    },
    Date.now,
  );
}

function defaultLimitsOf(configuration: Configuration): Limits {
  return {
    requestsPerMinute: configuration.DEFAULT_REQUESTS_PER_MINUTE,
    tokensPerMinute: configuration.DEFAULT_TOKENS_PER_MINUTE,
    concurrentRequests: configuration.DEFAULT_CONCURRENT_REQUESTS,
  };
}
