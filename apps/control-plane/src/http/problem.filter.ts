import { type ArgumentsHost, Catch, type ExceptionFilter, HttpException, Inject } from '@nestjs/common';
import { DomainError, type DomainErrorKind } from '@slipstream/domain';
import type { Logger } from '@slipstream/observability';
import type { FastifyReply } from 'fastify';

import { loggerToken } from '../logging.js';
import { InvalidInput } from './zod.pipe.js';

const statusOfKind: Record<DomainErrorKind, number> = {
  malformed: 400,
  unauthenticated: 401,
  denied: 403,
  missing: 404,
  conflict: 409,
  unavailable: 503,
};

interface Problem {
  type: string;
  title: string;
  status: number;
  detail: string;
  errors?: readonly { path: string; message: string }[];
}

/** Turns every failure into RFC 9457 problem details; what is not expected is logged and tells the caller nothing. */
@Catch()
export class ProblemFilter implements ExceptionFilter {
  constructor(@Inject(loggerToken) private readonly logger: Logger) {}

  catch(error: unknown, host: ArgumentsHost): void {
    const reply = host.switchToHttp().getResponse<FastifyReply>();
    const problem = this.describe(error);
    if (problem.status === 401) void reply.header('www-authenticate', 'Bearer');
    if (problem.status === 503) void reply.header('retry-after', '5');
    void reply.status(problem.status).header('content-type', 'application/problem+json').send(problem);
  }

  private describe(error: unknown): Problem {
    if (error instanceof InvalidInput) {
      return { ...problemOf('INVALID_INPUT', 400, error.message), errors: error.violations };
    }
    if (error instanceof DomainError) return problemOf(error.code, statusOfKind[error.kind], error.message);
    if (error instanceof HttpException) return problemOf('HTTP_ERROR', error.getStatus(), error.message);
    const status = statusOf(error);
    if (status !== undefined) return problemOf('HTTP_ERROR', status, (error as Error).message);
    this.logger.error({ error }, 'a request failed unexpectedly');
    return problemOf(
      'INTERNAL',
      500,
      'Something failed on our side. Try again; if it stays, look into the logs.',
    );
  }
}

function problemOf(code: string, status: number, detail: string): Problem {
  const title = code.charAt(0) + code.slice(1).toLowerCase().replaceAll('_', ' ');
  return { type: `urn:slipstream:problem:${code.toLowerCase().replaceAll('_', '-')}`, title, status, detail };
}

/** Fastify's own refusals, of a body too large or not JSON, carry their status. */
function statusOf(error: unknown): number | undefined {
  const status = (error as { statusCode?: unknown } | null)?.statusCode;
  return typeof status === 'number' && status >= 400 && status < 500 ? status : undefined;
}
