import type { FastifyInstance } from 'fastify';
import { openApiDocument } from '../openapi/openapi-document.js';
import { refuseOtherMethods } from '../server/refuse-other-methods.js';

const document = openApiDocument();

/** `GET /openapi.json`: what is served under `/v1`. Anybody may read it. */
export async function documentRoutes(app: FastifyInstance): Promise<void> {
  app.get('/openapi.json', async () => document);
  refuseOtherMethods(app, '/openapi.json', ['GET', 'HEAD']);
}
