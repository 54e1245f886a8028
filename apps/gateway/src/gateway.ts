import type { AddressInfo } from 'node:net';
import { createLogger, type Logger, type Tracing } from '@slipstream/observability';
import { listenForChanges, openDatabase, type Listener, type Database } from '@slipstream/persistence';
import type { FastifyInstance } from 'fastify';
import { serverStopping } from './api-error.js';
import type { Configuration } from './configuration.js';
import { createServices } from './create-services.js';
import { demandReportIntervalMs } from './directory/demand-reporter.js';
import { demandIntervalMs } from './directory/endpoint-demand.js';
import type { ActiveRequests } from './delivery/active-requests.js';
import { createServer } from './server/create-server.js';
import { WorkerClient } from './workers/worker-client.js';

/** Reads are rare: answers are cached until something changes. */
const databaseConnectionCountMax = 4;

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
      listener: Listener;
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
    const workers = new WorkerClient({
      workerSecret: configuration.WORKER_SECRET,
      silenceMsMax: configuration.WORKER_SILENCE_MS,
    });
    const services = createServices({
      database,
      workers,
      configuration,
      logger: logger ?? createLogger({ name: 'gateway', level: configuration.LOG_LEVEL }),
    });
    let isDraining = false;
    let listener: Listener | undefined;
    try {
      // Before the first request, so that nothing is ever cached that no announcement could empty.
      listener = await listenForChanges(configuration.DATABASE_URL, (change) =>
        services.directory.applyChange(change),
      );
      const app = await createServer({
        services,
        controlPlaneUrl: configuration.CONTROL_PLANE_URL,
        bodyLimitBytes: configuration.BODY_LIMIT_BYTES,
        trustedProxies: configuration.TRUSTED_PROXIES,
        isDraining: () => isDraining,
      });
      const demandTimer = setInterval(() => services.demand.noteUnderway(), demandIntervalMs);
      const reportTimer = setInterval(() => void services.demandReporter.report(), demandReportIntervalMs);
      app.addHook('onClose', async () => {
        clearInterval(demandTimer);
        clearInterval(reportTimer);
        await services.demandReporter.report();
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
