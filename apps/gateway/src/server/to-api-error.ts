import { ParameterError } from '@slipstream/contract';
import { DomainError } from '@slipstream/domain';
import { ApiError, serverOverloaded } from '../api-error.js';
import { WorkerError } from '../workers/worker-error.js';

/** Translates whatever was thrown into what a client may see. What it does not know is our fault: 500, no details. */
export function toApiError(error: unknown): ApiError {
  if (error instanceof ApiError) {
    return error;
  }
  if (error instanceof WorkerError) {
    return fromWorkerError(error);
  }
  if (error instanceof ParameterError) {
    const { message, code, param } = error;
    return new ApiError({ status: 400, message, code, ...(param === null ? {} : { param }) });
  }
  if (error instanceof DomainError) {
    return fromDomainError(error);
  }
  return fromFrameworkError(error) ?? internalError();
}

function fromWorkerError({ kind, code, message }: WorkerError): ApiError {
  switch (kind) {
    case 'refused':
      return new ApiError({ status: code === 'body_too_large' ? 413 : 400, message, code });
    case 'overloaded':
      return serverOverloaded();
    case 'unavailable':
    case 'failed':
    case 'disconnected':
      return new ApiError({
        status: 502,
        message: 'The replica that was answering failed. Send the request again.',
        code: 'replica_failed',
      });
  }
}

function fromDomainError(error: DomainError): ApiError {
  const { kind, message } = error;
  switch (kind) {
    case 'unauthenticated':
      return new ApiError({ status: 401, message, code: 'invalid_api_key' });
    case 'denied':
      return new ApiError({ status: 403, message, code: 'insufficient_permissions' });
    case 'unavailable':
      return new ApiError({ status: 503, message, code: 'unavailable', retryAfterSeconds: 5 });
    case 'malformed':
    case 'missing':
    case 'conflict':
    case 'unusable':
      return internalError();
  }
}

const unreadable = { message: 'The request could not be read.', code: 'invalid_request' };
const invalidUrl = { message: 'The request URL is not valid.', code: 'invalid_url' };

/** Failures that Fastify finds before a handler runs, by its own stable codes. */
const frameworkErrors: Readonly<Record<string, { message: string; code: string }>> = {
  FST_ERR_BAD_URL: invalidUrl,
  FST_ERR_MAX_PARAM_LENGTH: invalidUrl,
  FST_ERR_CTP_BODY_TOO_LARGE: { message: 'The request body is too large.', code: 'body_too_large' },
  FST_ERR_CTP_INVALID_MEDIA_TYPE: {
    message: "Unsupported content type. Send 'Content-Type: application/json'.",
    code: 'unsupported_media_type',
  },
  FST_ERR_CTP_EMPTY_JSON_BODY: { message: 'The request body must be a JSON object.', code: 'invalid_body' },
  FST_ERR_CTP_INVALID_JSON_BODY: { message: 'The request body is not valid JSON.', code: 'invalid_body' },
  FST_ERR_CTP_INVALID_CONTENT_LENGTH: {
    message: 'The request body does not have the length its Content-Length names.',
    code: 'invalid_body',
  },
};

function fromFrameworkError(error: unknown): ApiError | undefined {
  if (!(error instanceof Error)) {
    return undefined;
  }
  const { statusCode, code } = error as Error & { statusCode?: number; code?: string };
  if (statusCode === undefined || statusCode < 400 || statusCode >= 500) {
    return undefined;
  }
  return new ApiError({ status: statusCode, ...(frameworkErrors[code ?? ''] ?? unreadable) });
}

function internalError(): ApiError {
  return new ApiError({
    status: 500,
    message:
      'The server had an error while processing the request. Its X-Request-Id identifies it in the logs.',
    code: 'internal_error',
  });
}
