import { type ArgumentsHost, Catch, type ExceptionFilter, HttpException, Inject } from '@nestjs/common';
import { type Problem, type ProblemCode, problemOf, problemTypes } from '@slipstream/contract';
import { DomainError, type DomainErrorKind } from '@slipstream/domain';
import { type Logger, redactText } from '@slipstream/observability';
import type { FastifyReply, FastifyRequest } from 'fastify';

import { loggerToken } from '../logging.js';
import { allowedMethods } from './allowed-methods.js';
import { InvalidInput } from './invalid-input.js';
import { Refusal } from './refusals.js';

const statusOfKind: Record<DomainErrorKind, number> = {
  malformed: 400,
  unauthenticated: 401,
  denied: 403,
  missing: 404,
  conflict: 409,
  unusable: 422,
  unavailable: 503,
};

/** Refusals that Fastify makes before a handler runs, by their status. */
const frameworkProblems: Readonly<Record<number, readonly [ProblemCode, string]>> = {
  400: ['MALFORMED_BODY', 'The body is not valid JSON.'],
  404: ['ROUTE_NOT_FOUND', 'There is nothing at this path.'],
  413: ['BODY_TOO_LARGE', 'The body is larger than 256 KiB, or than this operation allows.'],
  415: ['UNSUPPORTED_MEDIA_TYPE', 'Send "Content-Type: application/json".'],
};

/** Turns every failure into RFC 9457 problem details; what is not expected is logged and tells the caller nothing. */
@Catch()
export class ProblemFilter implements ExceptionFilter {
  constructor(@Inject(loggerToken) private readonly logger: Logger) {}

  catch(error: unknown, host: ArgumentsHost): void {
    const http = host.switchToHttp();
    const request = http.getRequest<FastifyRequest>();
    const reply = http.getResponse<FastifyReply>();
    // Whatever else is wrong with a request, a method that its path does not take comes first.
    const allowed = allowedMethods(request.url);
    const isAllowed = allowed.length === 0 || allowed.includes(request.method);
    const problem = isAllowed ? this.describe(error, request) : methodProblem(request.method);
    if (problem.status === 401) void reply.header('www-authenticate', 'Bearer');
    if (problem.status === 405) void reply.header('allow', allowed.join(', '));
    const retryAfterSeconds = retryAfter(error, problem);
    if (retryAfterSeconds !== undefined) void reply.header('retry-after', retryAfterSeconds);
    void reply.status(problem.status).header('content-type', 'application/problem+json').send(problem);
  }

  private describe(error: unknown, request: FastifyRequest): Problem {
    if (error instanceof InvalidInput) {
      // Messages name unknown fields, and what a caller puts there may be a secret.
      const errors = error.violations.map(({ path, message }) => ({
        path: redactText(path),
        message: redactText(message),
      }));
      return { ...known(error.code, redactText(error.message)), errors };
    }
    if (error instanceof DomainError) {
      return problemOf({ code: error.code, status: statusOfKind[error.kind], detail: error.message });
    }
    if (error instanceof Refusal) return known(error.code, error.message);
    const framework = frameworkProblems[statusOf(error) ?? 0];
    if (framework !== undefined) return known(...framework);
    this.logger.error({ err: error, requestId: request.id }, 'a request failed unexpectedly');
    return known('INTERNAL', 'Something failed on our side. Its X-Request-Id identifies it in the logs.');
  }
}

/** Seconds after which a request that is right as it stands may succeed. */
function retryAfter(error: unknown, { status }: Problem): number | undefined {
  if (error instanceof Refusal) return error.retryAfterSeconds;
  return status === 503 ? 5 : undefined;
}

/** Of what the framework throws, wrapped by Nest or not. */
function statusOf(error: unknown): number | undefined {
  if (error instanceof HttpException) return error.getStatus();
  return (error as { statusCode?: number } | null)?.statusCode;
}

function known(code: ProblemCode, detail: string): Problem {
  return problemOf({ code, status: problemTypes[code][0], detail });
}

function methodProblem(method: string): Problem {
  return known('METHOD_NOT_ALLOWED', `This path does not take ${method}.`);
}
