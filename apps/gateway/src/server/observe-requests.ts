import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { Services } from '../services.js';

/** The status of a client that left early, as nginx logs it; it is never sent. */
const clientClosedStatus = 499;

/** Gives every answer its X-Request-Id, and every request one line in the log and its place in the metrics. */
export function observeRequests(app: FastifyInstance, services: Services): void {
  app.addHook('onRequest', async (request, reply) => {
    reply.header('x-request-id', request.id);
    // Not the framework's onResponse, which never hears of clients that left before the end.
    reply.raw.once('close', () => record(services, request, reply));
  });
}

function record({ logger, gatewayMetrics }: Services, request: FastifyRequest, reply: FastifyReply): void {
  const route = routeOf(request);
  const status = reply.raw.writableFinished ? reply.raw.statusCode : clientClosedStatus;
  const seconds = reply.elapsedTime / 1_000;
  gatewayMetrics.requests.inc({ route, status: String(status) });
  gatewayMetrics.requestSeconds.observe({ route }, seconds);
  logger.info({ requestId: request.id, method: request.method, route, status, seconds }, 'request');
}

/** The pattern, not the path: a label must not grow with what clients ask for. */
export function routeOf(request: FastifyRequest): string {
  return request.routeOptions.url ?? 'unmatched';
}
