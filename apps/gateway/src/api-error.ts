import type { OpenAiErrorBody } from '@slipstream/contract';

export interface ApiErrorFields {
  status: number;
  message: string;
  /** Null where OpenAI has no code for it either. */
  code: string | null;
  param?: string;
  retryAfterSeconds?: number;
  /** Further headers of the answer. */
  headers?: Readonly<Record<string, string>>;
  /** For the log alone. */
  cause?: unknown;
}

/** A failure in the form a client of `/v1` gets to see. Everything in it is safe to show. */
export class ApiError extends Error {
  readonly status: number;
  readonly code: string | null;
  readonly param: string | null;
  readonly retryAfterSeconds: number | undefined;
  readonly headers: Readonly<Record<string, string>>;

  constructor({ status, message, code, param, retryAfterSeconds, headers, cause }: ApiErrorFields) {
    super(message, { cause });
    this.name = 'ApiError';
    this.status = status;
    this.code = code;
    this.param = param ?? null;
    this.retryAfterSeconds = retryAfterSeconds;
    this.headers = headers ?? {};
  }

  private get type(): OpenAiErrorBody['error']['type'] {
    if (this.status >= 500) return 'server_error';
    return this.status === 429 ? 'rate_limit_error' : 'invalid_request_error';
  }

  get body(): OpenAiErrorBody {
    return { error: { message: this.message, type: this.type, param: this.param, code: this.code } };
  }
}

/** One answer for "does not exist", "belongs to another tenant" and "this key may not use it". */
export function modelNotFound(name: string): ApiError {
  return new ApiError({
    status: 404,
    message: `The model '${name.slice(0, 256)}' does not exist or you do not have access to it.`,
    code: 'model_not_found',
    param: 'model',
  });
}

/** A platform key administers; endpoints, and the usage they cause, always belong to a tenant. */
export function keyWithoutTenant(): ApiError {
  return new ApiError({
    status: 403,
    message:
      'This is a platform key: it belongs to no tenant and so has no endpoints. Use a key of a tenant.',
    code: 'insufficient_permissions',
  });
}

export function endpointNotReady(name: string, state: string): ApiError {
  return new ApiError({
    status: 503,
    message: `The endpoint '${name}' has no ready replica at the moment (state: ${state}). Try again shortly.`,
    code: 'endpoint_not_ready',
    retryAfterSeconds: 5,
  });
}

export interface ExceededLimit {
  kind: 'key' | 'tenant';
  /** Such as `60 requests a minute`. */
  what: string;
  retryAfterMs: number;
  headers: Readonly<Record<string, string>>;
}

/** The caller's own limit, not our capacity. */
export function limitExceeded({ kind, what, retryAfterMs, headers }: ExceededLimit): ApiError {
  const retryAfterSeconds = Math.max(1, Math.ceil(retryAfterMs / 1_000));
  const whose = kind === 'key' ? 'this API key' : 'your organization';
  return new ApiError({
    status: 429,
    message: `Rate limit reached: ${whose} may use ${what}. Try again in ${retryAfterSeconds} s.`,
    code: 'rate_limit_exceeded',
    retryAfterSeconds,
    headers,
  });
}

export interface SpentQuota {
  kind: 'key' | 'tenant';
  tokensPerMonth: number;
  retryAfterMs: number;
}

/** The code is OpenAI's for an account that has used what it may. */
export function quotaSpent({ kind, tokensPerMonth, retryAfterMs }: SpentQuota): ApiError {
  const whose = kind === 'key' ? 'This API key' : 'Your organization';
  return new ApiError({
    status: 429,
    message: `${whose} has used its quota of ${tokensPerMonth} tokens a month.`,
    code: 'insufficient_quota',
    retryAfterSeconds: Math.max(1, Math.ceil(retryAfterMs / 1_000)),
  });
}

export function serverOverloaded(): ApiError {
  return new ApiError({
    status: 503,
    message: 'The endpoint is at its capacity. Try again shortly.',
    code: 'overloaded',
    retryAfterSeconds: 1,
  });
}

export function serverStopping(): ApiError {
  return new ApiError({
    status: 503,
    message: 'This server is shutting down. Send the request again.',
    code: 'shutting_down',
    retryAfterSeconds: 1,
  });
}

export function methodNotAllowed(method: string, path: string): ApiError {
  return new ApiError({
    status: 405,
    message: `The method ${method} is not allowed on ${path}.`,
    code: 'method_not_allowed',
  });
}

export function routeUnknown(method: string, path: string): ApiError {
  return new ApiError({
    status: 404,
    message: `Unknown request URL: ${method} ${path.slice(0, 256)}.`,
    code: 'unknown_url',
  });
}
