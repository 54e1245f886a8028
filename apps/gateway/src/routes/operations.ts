import type { FastifyInstance } from 'fastify';
import { ApiError } from '../api-error.js';
import { refuseOtherMethods } from '../server/refuse-other-methods.js';
import type { Services } from '../services.js';

/** What whoever runs this process asks of it. */
export async function operationRoutes(
  app: FastifyInstance,
  { services }: { services: Services },
): Promise<void> {
  app.get('/health', async () => ({ status: 'ok' }));
  app.get('/health/ready', async () => {
    await services.pingDatabase().catch((cause: unknown) => {
      throw notReady(cause);
    });
    return { status: 'ready' };
  });
  app.get('/metrics', async (_request, reply) => {
    reply.type(services.metrics.contentType);
    return services.metrics.render();
  });
  for (const url of ['/health', '/health/ready', '/metrics']) {
    refuseOtherMethods(app, url, ['GET', 'HEAD']);
  }
}

/** Whatever keeps the database from answering, a balancer should send requests elsewhere meanwhile. */
function notReady(cause: unknown): ApiError {
  return new ApiError({
    status: 503,
    message: 'The database does not answer, so new requests cannot be let in.',
    code: 'not_ready',
    retryAfterSeconds: 5,
    cause,
  });
}
