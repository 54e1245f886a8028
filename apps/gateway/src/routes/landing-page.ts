import type { FastifyInstance } from 'fastify';
import { refuseOtherMethods } from '../server/refuse-other-methods.js';
import { renderLandingPage } from './landing-page-html.js';

const contentSecurityPolicy =
  "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; frame-ancestors 'none'";

/** `GET /`: tells a stranger with a browser what this is. */
export async function landingPageRoutes(app: FastifyInstance): Promise<void> {
  app.get('/', async (request, reply) => {
    reply.type('text/html; charset=utf-8');
    reply.headers({ 'content-security-policy': contentSecurityPolicy, 'x-content-type-options': 'nosniff' });
    const scheme = request.protocol === 'https' ? 'https' : 'http';
    return renderLandingPage({ origin: `${scheme}://${safeHost(request.host)}` });
  });
  refuseOtherMethods(app, '/', ['GET', 'HEAD']);
}

/** The host is the client's own text and ends up in a page. */
function safeHost(host: string): string {
  return /^[A-Za-z0-9.:[\]-]{1,255}$/.test(host) ? host : 'localhost';
}
