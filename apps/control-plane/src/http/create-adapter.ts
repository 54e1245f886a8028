import fastifyCookie from '@fastify/cookie';
import { ExecutionContextHost } from '@nestjs/core/helpers/execution-context-host.js';
import { FastifyAdapter } from '@nestjs/platform-fastify';
import { adminOperations, problemOf } from '@slipstream/contract';
import { newId } from '@slipstream/persistence';
import type { FastifyReply, FastifyRequest, RouteOptions } from 'fastify';

import { CredentialsGuard } from '../auth/credentials.guard.js';
import type { Configuration } from '../configuration.js';
import { handleClientError } from './handle-client-error.js';

const bodyBytesMax = 256 * 1024;
/** Bounds on how long a client may take to send a request. */
const requestTimeoutMs = 60_000;
const headersTimeoutMs = 15_000;
/** Plain characters only, and few, and no key: the id is repeated in headers, logs and the audit log. */
const acceptableRequestId = /^(?!.*sk_slip_)[A-Za-z0-9._:-]{1,128}$/;

/** Routes whose bodies may be larger, as the router knows them. */
const bodyLimits = new Map(
  adminOperations.flatMap(({ method, path, bodyBytesMax: bytesMax }) =>
    bytesMax === undefined
      ? []
      : [[`${method.toUpperCase()} ${path.replaceAll(/\{(\w+)\}/g, ':$1')}`, bytesMax] as const],
  ),
);

type AdapterSettings = Pick<Configuration, 'TRUSTED_PROXIES' | 'PUBLIC_URL'>;

/** Fastify with bounds, a request id in every answer, and JSON as the only kind of body. */
export function createAdapter({
  TRUSTED_PROXIES: trustedProxies,
  PUBLIC_URL: publicUrl,
}: AdapterSettings): FastifyAdapter {
  const adapter = new FastifyAdapter({
    bodyLimit: bodyBytesMax,
    requestTimeout: requestTimeoutMs,
    http: { headersTimeout: headersTimeoutMs },
    routerOptions: { maxParamLength: 128 },
    trustProxy: trustedProxies,
    requestIdHeader: false,
    clientErrorHandler: handleClientError,
    genReqId: ({ headers }: { headers: Record<string, unknown> }) => {
      const given = headers['x-request-id'];
      return typeof given === 'string' && acceptableRequestId.test(given) ? given : String(newId('request'));
    },
    // What the router cannot even read names no resource.
    frameworkErrors: (_error: unknown, request: FastifyRequest, reply: FastifyReply) => {
      const problem = problemOf({
        code: 'ROUTE_NOT_FOUND',
        status: 404,
        detail: 'There is nothing at this path.',
      });
      void reply
        .status(404)
        .headers({ 'content-type': 'application/problem+json', 'x-request-id': request.id })
        .send(problem);
    },
  });
  const instance = adapter.getInstance();
  // TLS may end at a proxy that does not say so.
  const isPublicOverTls = publicUrl !== undefined && new URL(publicUrl).protocol === 'https:';
  void instance.register(fastifyCookie, { parseOptions: { secure: isPublicOverTls || 'auto' } });
  instance.addHook('onRoute', raiseBodyLimit);
  instance.removeContentTypeParser(['text/plain', 'application/json']);
  const parseJson = instance.getDefaultJsonParser('error', 'error');
  // Clients that always send the header mean by an empty body that there is none.
  instance.addContentTypeParser('application/json', { parseAs: 'string' }, (request, body, done) =>
    body === '' ? done(null) : void parseJson(request, String(body), done),
  );
  instance.addHook('onRequest', async (request, reply) => {
    void reply.header('x-request-id', request.id);
    void reply.header('cache-control', 'no-store');
  });
  return adapter;
}

/** Nobody makes us keep and parse a large body without showing who they are: that is looked at before it is read. */
function raiseBodyLimit(route: RouteOptions): void {
  const bodyLimit = bodyLimits.get(`${String(route.method)} ${route.url}`);
  if (bodyLimit === undefined) return;
  const credentials = new CredentialsGuard();
  route.bodyLimit = bodyLimit;
  route.preParsing = async (request, reply) => {
    await credentials.canActivate(new ExecutionContextHost([request, reply]));
  };
}
