import type { Logger, Metrics } from '@slipstream/observability';
import Fastify, { type FastifyError, type FastifyInstance, type FastifyReply } from 'fastify';

import { type LearnedRouteOptions, registerLearnedRoute } from './learned/learned-route.js';
import { type PolicyRouteOptions, registerPolicyRoute } from './learned/policy-route.js';
import {
  type LearningReportRouteOptions,
  registerLearningReportRoute,
} from './learning-reports/report-route.js';
import { registerRevisionRoute, type RevisionRouteOptions } from './revision-route.js';
import { registerReportRoute, type ReportRouteOptions } from './activity/report-route.js';
import { registerDecodeRoute, type DecodeRouteOptions } from './decode-route.js';
import { DecodeRefusal } from './decode-refusal.js';

/** The longest context in bytes of text, several times over: more can only be a mistake. */
const bodyBytesMax = 8 * 1024 ** 2;

export interface ServerOptions
  extends
    DecodeRouteOptions,
    RevisionRouteOptions,
    LearnedRouteOptions,
    LearningReportRouteOptions,
    PolicyRouteOptions,
    ReportRouteOptions {
  readonly metrics: Metrics;
  readonly logger: Logger;
}

/**
 * The worker's HTTP server. Closing it cuts open connections, so drain it first. It is for the gateway alone:
 * clients never reach it.
 */
export function createServer(options: ServerOptions): FastifyInstance {
  const { metrics, readiness, logger } = options;
  const server = Fastify({ bodyLimit: bodyBytesMax, logger: false, forceCloseConnections: true });
  server.setErrorHandler((error: FastifyError, _request, reply) =>
    sendError(toRefusal(error, logger), reply),
  );
  server.setNotFoundHandler((request, reply) => {
    const message = `This worker has no ${request.method} ${request.url.split('?')[0]}.`;
    return reply.status(404).send({ code: 'not_found', message });
  });

  server.get('/health/live', () => ({ status: 'live' }));
  server.get('/health/ready', (_request, reply) => {
    const status = readiness.current.state;
    return reply.status(status === 'ready' ? 200 : 503).send({ status });
  });
  server.get('/metrics', async (_request, reply) => {
    reply.type(metrics.contentType);
    return metrics.render();
  });
  registerDecodeRoute(server, options);
  registerRevisionRoute(server, options);
  registerLearnedRoute(server, options);
  registerLearningReportRoute(server, options);
  registerPolicyRoute(server, options);
  registerReportRoute(server, options);
  return server;
}

function toRefusal(error: FastifyError, logger: Logger): DecodeRefusal {
  if (error instanceof DecodeRefusal) return error;
  if (error.code === 'FST_ERR_CTP_BODY_TOO_LARGE') {
    return new DecodeRefusal('body_too_large', `A request may have at most ${bodyBytesMax} bytes.`);
  }
  if (error.statusCode !== undefined && error.statusCode < 500) {
    return new DecodeRefusal('invalid_request', error.message);
  }
  logger.error({ error }, 'a request failed');
  return new DecodeRefusal('internal', 'The worker failed on this request.');
}

function sendError(refusal: DecodeRefusal, reply: FastifyReply): FastifyReply {
  return reply.status(refusal.status).send(refusal.body);
}
