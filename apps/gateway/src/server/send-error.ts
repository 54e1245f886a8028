import { STATUS_CODES } from 'node:http';
import { redactText, type Logger } from '@slipstream/observability';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { ApiError } from '../api-error.js';
import { ClientGone } from '../delivery/client-gone.js';
import { toApiError } from './to-api-error.js';

/** Answers a failed request: in OpenAI's form under `/v1`, as RFC 9457 problem details elsewhere. */
export function sendError(
  error: unknown,
  request: FastifyRequest,
  reply: FastifyReply,
  logger: Logger,
): void {
  if (error instanceof ClientGone) {
    reply.hijack();
    return;
  }
  const apiError = toApiError(error);
  if (apiError.status >= 500) {
    logger.error({ err: error, requestId: request.id, status: apiError.status }, 'A request failed.');
  }
  // Here too, because a broken URL fails before any hook.
  reply.header('x-request-id', request.id);
  reply.headers(apiError.headers);
  if (apiError.retryAfterSeconds !== undefined) {
    reply.header('retry-after', apiError.retryAfterSeconds);
  }
  if (apiError.status === 401) {
    reply.header('www-authenticate', 'Bearer');
  }
  const isOpenAi = request.url === '/v1' || request.url.startsWith('/v1/');
  // Messages repeat names that clients chose; somebody will paste a key where a model's name belongs.
  const text = redactText(JSON.stringify(isOpenAi ? apiError.body : toProblem(apiError)));
  void reply
    .code(apiError.status)
    .type(isOpenAi ? 'application/json; charset=utf-8' : 'application/problem+json')
    .send(text);
}

function toProblem({ status, message, code }: ApiError): object {
  return { type: 'about:blank', title: STATUS_CODES[status], status, detail: message, code };
}
