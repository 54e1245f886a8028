import type { FastifyInstance, HTTPMethods } from 'fastify';
import { methodNotAllowed } from '../api-error.js';

/** Answers 405 on a known path, before its body is read, where the framework alone would say 404. */
export function refuseOtherMethods(app: FastifyInstance, url: string, allowed: readonly HTTPMethods[]): void {
  app.route({
    method: app.supportedMethods.filter((method) => !allowed.includes(method)),
    url,
    exposeHeadRoute: false,
    onRequest: async (request, reply) => {
      reply.header('allow', allowed.join(', '));
      throw methodNotAllowed(request.method, url);
    },
    handler: () => undefined,
  });
}
