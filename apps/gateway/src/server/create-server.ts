import Fastify, { type FastifyInstance } from 'fastify';
import { routeUnknown, serverStopping } from '../api-error.js';
import { apiProxyRoutes } from '../routes/api-proxy.js';
import { documentRoutes } from '../routes/document.js';
import { landingPageRoutes } from '../routes/landing-page.js';
import { operationRoutes } from '../routes/operations.js';
import { openAiRoutes } from '../routes/open-ai.js';
import type { Services } from '../services.js';
import { handleClientError } from './handle-client-error.js';
import { observeRequests } from './observe-requests.js';
import { requestIdOf } from './request-id.js';
import { sendError } from './send-error.js';

export interface ServerOptions {
  services: Services;
  controlPlaneUrl: string;
  bodyLimitBytes: number;
  trustedProxies: string | undefined;
  isDraining: () => boolean;
}

/** Bounds on how long a client may take to send a request. Answers have their own: they stream as long as they must. */
const headersTimeoutMs = 15_000;
const requestTimeoutMs = 60_000;
/** Above the 60 s of common load balancers, so that they close idle connections and not we under their hands. */
const keepAliveTimeoutMs = 72_000;
const headerBytesMax = 16_384;

export async function createServer(options: ServerOptions): Promise<FastifyInstance> {
  const { services, controlPlaneUrl, bodyLimitBytes, trustedProxies, isDraining } = options;
  const { logger } = services;
  const app = Fastify({
    logger: false,
    bodyLimit: bodyLimitBytes,
    requestTimeout: requestTimeoutMs,
    keepAliveTimeout: keepAliveTimeoutMs,
    http: { headersTimeout: headersTimeoutMs, maxHeaderSize: headerBytesMax },
    routerOptions: { maxParamLength: 256 },
    trustProxy: trustedProxies ?? false,
    genReqId: requestIdOf,
    // Refusals while draining are worded below, like every other.
    return503OnClosing: false,
    clientErrorHandler: handleClientError,
    frameworkErrors: (error, request, reply) => sendError(error, request, reply, logger),
  });
  app.removeContentTypeParser('text/plain');
  app.setErrorHandler((error, request, reply) => sendError(error, request, reply, logger));
  app.setNotFoundHandler((request, reply) =>
    sendError(routeUnknown(request.method, request.url), request, reply, logger),
  );
  observeRequests(app, services);
  app.addHook('onRequest', async (_request, reply) => {
    // A connection whose answer began before the draining is not told to close; it is closed when it falls idle.
    reply.raw.once('close', () => {
      if (isDraining()) {
        app.server.closeIdleConnections();
      }
    });
    if (isDraining()) {
      reply.header('connection', 'close');
      throw serverStopping();
    }
  });
  await app.register(openAiRoutes, { services });
  await app.register(operationRoutes, { services });
  await app.register(documentRoutes);
  await app.register(landingPageRoutes);
  await app.register(apiProxyRoutes, { controlPlaneUrl });
  return app;
}
