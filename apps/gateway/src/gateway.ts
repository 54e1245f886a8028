import type { AddressInfo } from 'node:net';
import { createLogger, createMetrics, Tracing, type Logger } from '@slipstream/observability';
import { listenForChanges, openDatabase, type ChangeListener, type Database } from '@slipstream/persistence';
import type { FastifyInstance } from 'fastify';
import { serverStopping } from './api-error.js';
import { traceExporterOf, type Configuration } from './configuration.js';
import { ActiveRequests } from './delivery/active-requests.js';
import { Authenticator } from './directory/authenticator.js';
import { Directory } from './directory/directory.js';
import { LastUseRecorder } from './directory/last-use-recorder.js';
import { createGatewayMetrics } from './gateway-metrics.js';
import { FairQueue } from './limits/fair-queue.js';
import { Limiter, type Limits } from './limits/limiter.js';
import { createServer } from './server/create-server.js';
import type { Services } from './services.js';
import { Dispatcher } from './workers/dispatcher.js';
import { PrefixAffinity } from './workers/prefix-affinity.js';
import { ReplicaFinder } from './workers/replica-finder.js';
import { ReplicaLoad } from './workers/replica-load.js';
import { WorkerClient } from './workers/worker-client.js';

/** Well above what the replicas of one machine take; a flood beyond it is told so at once. */
const activeCompletionCountMax = 1_024;
/** Reads are rare: answers are cached until something changes. */
const databaseConnectionCountMax = 4;

/** A client that waits longer is better off asking again, or elsewhere. */
const queueBounds = { waitingMax: 256, waitMsMax: 30_000 };

/** Time for the last error events to reach their clients. */
const farewellMs = 1_000;

export interface GatewayOptions {
  configuration: Configuration;
  logger?: Logger;
}

/** A running gateway. */
export class Gateway {
  private constructor(
    private readonly parts: {
      app: FastifyInstance;
      database: Database;
      listener: ChangeListener;
      workers: WorkerClient;
      activeRequests: ActiveRequests;
      tracing: Tracing;
      startDraining: () => void;
    },
    readonly port: number,
  ) {}

  static async start({ configuration, logger }: GatewayOptions): Promise<Gateway> {
    const database = openDatabase(configuration.DATABASE_URL, {
      connectionCountMax: databaseConnectionCountMax,
    });
    const workers = new WorkerClient(configuration.WORKER_SECRET);
    const services = createServices({
      database,
      workers,
      configuration,
      logger: logger ?? createLogger({ name: 'gateway', level: configuration.LOG_LEVEL }),
    });
    let isDraining = false;
    let listener: ChangeListener | undefined;
    try {
      // Before the first request, so that nothing is ever cached that no announcement could empty.
      listener = await listenForChanges(configuration.DATABASE_URL, (change) =>
        services.directory.applyChange(change),
      );
      const app = await createServer({
        services,
        controlPlaneUrl: configuration.CONTROL_PLANE_URL,
        bodyLimitBytes: configuration.BODY_LIMIT_BYTES,
        isDraining: () => isDraining,
      });
      await app.listen({ host: configuration.HOST, port: configuration.PORT });
      const { port } = app.server.address() as AddressInfo;
      const startDraining = (): void => {
        isDraining = true;
      };
      const { activeRequests, tracing } = services;
      return new Gateway({ app, database, listener, workers, activeRequests, tracing, startDraining }, port);
    } catch (error) {
      await Promise.allSettled([listener?.close(), workers.close(), database.close()]);
      throw error;
    }
  }

  /** Takes no new requests, lets those under way finish within the time given, then ends them with an error. */
  async close({ drainMs }: { drainMs: number }): Promise<void> {
    const { app, database, listener, workers, activeRequests, tracing, startDraining } = this.parts;
    startDraining();
    const deadline = setTimeout(() => activeRequests.abortAll(serverStopping()), drainMs);
    const lastDeadline = setTimeout(() => app.server.closeAllConnections(), drainMs + farewellMs);
    try {
      await app.close();
    } finally {
      clearTimeout(deadline);
      clearTimeout(lastDeadline);
      await Promise.allSettled([listener.close(), workers.close(), database.close(), tracing.close()]);
    }
  }
}

function createServices({
  database,
  workers,
  configuration,
  logger,
}: {
  database: Database;
  workers: WorkerClient;
  configuration: Configuration;
  logger: Logger;
}): Services {
  const metrics = createMetrics();
  const gatewayMetrics = createGatewayMetrics(metrics);
  const directory = new Directory(
    {
      findKey: (hash) => database.apiKeys.findByHash(hash),
      findRoute: (tenantId, endpointName) => database.routes.find(tenantId, endpointName),
      listRoutes: (tenantId) => database.routes.list(tenantId),
      findLimits: (tenantId, apiKeyId) => database.usageLimits.find({ tenantId, apiKeyId }),
    },
    Date.now,
  );
  const load = new ReplicaLoad();
  const lastUse = new LastUseRecorder((id, at) => database.apiKeys.recordUse(id, at), logger);
  return {
    authenticator: new Authenticator(directory, lastUse),
    directory,
    dispatcher: new Dispatcher({
      finder: new ReplicaFinder({ directory, load, affinity: new PrefixAffinity() }),
      workers,
      load,
      logger,
      onRetry: (told) => (told === 'nothing' ? gatewayMetrics.retries : gatewayMetrics.failovers).inc(),
    }),
    activeRequests: new ActiveRequests(activeCompletionCountMax),
    limiter: new Limiter(),
    defaultLimits: defaultLimitsOf(configuration),
    queue: new FairQueue(queueBounds),
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

function defaultLimitsOf(configuration: Configuration): Limits {
  return {
    requestsPerMinute: configuration.DEFAULT_REQUESTS_PER_MINUTE,
    tokensPerMinute: configuration.DEFAULT_TOKENS_PER_MINUTE,
    concurrentRequests: configuration.DEFAULT_CONCURRENT_REQUESTS,
  };
}
