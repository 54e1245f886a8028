import type { FastifyInstance } from 'fastify';
import type { Caller } from '../directory/authenticator.js';
import { refuseOtherMethods } from '../server/refuse-other-methods.js';
import type { Services } from '../services.js';
import { handleChatCompletion } from './chat-completions.js';
import { handleCompletion } from './completions.js';
import { handleModel, handleModels } from './models.js';

declare module 'fastify' {
  interface FastifyRequest {
    /** Set on every request that got past authentication. */
    caller: Caller;
  }
}

/** The routes of `/v1`. Callers are known before a body is read: strangers do not get to make us parse a megabyte. */
export async function openAiRoutes(
  app: FastifyInstance,
  { services }: { services: Services },
): Promise<void> {
  refuseOtherMethods(app, '/v1/models', ['GET', 'HEAD']);
  refuseOtherMethods(app, '/v1/models/:id', ['GET', 'HEAD']);
  refuseOtherMethods(app, '/v1/chat/completions', ['POST']);
  refuseOtherMethods(app, '/v1/completions', ['POST']);

  await app.register(async (authenticated) => {
    authenticated.addHook('onRequest', async (request, reply) => {
      reply.header('cache-control', 'no-store');
      request.caller = await services.authenticator.authenticate(
        request.headers.authorization,
        services.nowMs(),
      );
    });
    authenticated.get('/v1/models', handleModels(services));
    authenticated.get<{ Params: { id: string } }>('/v1/models/:id', handleModel(services));
    authenticated.post('/v1/chat/completions', handleChatCompletion(services));
    authenticated.post('/v1/completions', handleCompletion(services));
  });
}
