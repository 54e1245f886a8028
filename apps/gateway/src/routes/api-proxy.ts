import httpProxy from '@fastify/http-proxy';
import type { FastifyInstance } from 'fastify';
import { ApiError } from '../api-error.js';

export interface ApiProxyOptions {
  controlPlaneUrl: string;
}

const timeoutMs = 60_000;

/** `/api/*` belongs to the control plane, which authenticates by itself; one origin serves both. */
export async function apiProxyRoutes(app: FastifyInstance, options: ApiProxyOptions): Promise<void> {
  await app.register(httpProxy, {
    upstream: options.controlPlaneUrl,
    prefix: '/api',
    rewritePrefix: '/api',
    undici: { connections: 128, headersTimeout: timeoutMs, bodyTimeout: timeoutMs },
    replyOptions: {
      rewriteRequestHeaders: (request, headers) => ({
        ...headers,
        // Overwritten, not appended to: only what this process saw itself, or a trusted proxy told it, can be trusted.
        'x-forwarded-for': request.ip,
        'x-forwarded-proto': request.protocol,
        'x-forwarded-host': request.host,
        'x-request-id': request.id,
      }),
      // An error that is sent goes through the error handler, like one that was thrown.
      onError: (reply, { error }) => void reply.send(controlPlaneUnreachable(error)),
    },
  });
}

function controlPlaneUnreachable(cause: Error): ApiError {
  return new ApiError({
    status: 503,
    message: 'The control plane cannot be reached at the moment. Try again shortly.',
    code: 'control_plane_unreachable',
    retryAfterSeconds: 5,
    cause,
  });
}
