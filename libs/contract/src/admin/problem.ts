import { z } from 'zod';

/** Every way the admin API refuses a request: its status, and what the caller can do about it. */
export const problemTypes = {
  INVALID_INPUT: [400, 'The request does not have the documented form; `errors` names every field.'],
  MALFORMED_ID: [400, 'An id in the request cannot be one.'],
  MALFORMED_BODY: [400, 'The body is not valid JSON.'],
  CREDENTIALS_REFUSED: [401, 'The API key is missing, unknown, revoked or expired.'],
  SIGN_IN_REFUSED: [401, 'There is no account with this email address and password.'],
  SCOPE_MISSING: [403, 'The API key lacks the scope that this takes.'],
  PLATFORM_KEY_REQUIRED: [403, 'Only a platform admin key may do this.'],
  KEY_RESTRICTED: [403, 'The API key is limited to certain endpoints, and this goes beyond them.'],
  SESSION_REQUIRED: [403, 'Only a person who is signed in may do this.'],
  CSRF_TOKEN_MISSING: [403, 'A request with a session that is no GET needs `X-CSRF-Token`.'],
  ROLE_TOO_HIGH: [403, 'It concerns a role above the caller’s own.'],
  OIDC_NOT_CONFIGURED: [404, 'This platform has no OpenID Connect provider to sign in with.'],
  ROUTE_NOT_FOUND: [404, 'There is nothing at this path.'],
  TENANT_NOT_FOUND: [404, 'There is no such tenant, or it is not yours.'],
  API_KEY_NOT_FOUND: [404, 'There is no such key in this tenant.'],
  MODEL_NOT_FOUND: [404, 'There is no such model.'],
  ENDPOINT_NOT_FOUND: [404, 'There is no such endpoint in this tenant.'],
  SNAPSHOT_NOT_FOUND: [404, 'There is no such snapshot of this endpoint.'],
  MEMBER_NOT_FOUND: [404, 'This person is no member of the tenant.'],
  INVITATION_NOT_FOUND: [404, 'There is no such invitation that could still be accepted.'],
  WEBHOOK_NOT_FOUND: [404, 'There is no such webhook in this tenant.'],
  BUDGET_NOT_FOUND: [404, 'There is no such budget in this tenant.'],
  METHOD_NOT_ALLOWED: [405, 'The path exists, but not with this method; see the `Allow` header.'],
  NAME_TAKEN: [409, 'Another one has this name.'],
  STATE_CHANGED: [409, 'Somebody else changed it first; read it again.'],
  TENANT_NOT_EMPTY: [409, 'The tenant still has endpoints.'],
  KEY_NOT_USABLE: [409, 'The key is revoked or expired; create a new one instead.'],
  TRANSITION_REFUSED: [409, 'Its state does not allow that.'],
  NO_READY_REPLICA: [409, 'The endpoint has no ready replica at the moment.'],
  MODEL_IN_USE: [409, 'An endpoint, or one of its revisions, is of this model.'],
  LAST_OWNER: [409, 'A tenant that has an owner keeps one.'],
  LIMIT_REACHED: [409, 'The tenant has as many as it may; delete one first.'],
  REQUEST_IN_FLIGHT: [409, 'A request with this `Idempotency-Key` is being served.'],
  PRECONDITION_FAILED: [412, 'It was changed since the version in `If-Match`.'],
  BODY_TOO_LARGE: [413, 'The body is larger than 256 KiB, or than the operation allows.'],
  UNSUPPORTED_MEDIA_TYPE: [415, 'Bodies are `application/json`.'],
  CONTRADICTORY_INPUT: [422, 'Each field is right, but they contradict one another; `errors` names them.'],
  ADDRESS_REFUSED: [422, 'Webhooks are not sent to this address.'],
  SNAPSHOT_REFUSED: [
    422,
    'The snapshot is damaged, not signed by somebody trusted, or of another tenant or model.',
  ],
  IDEMPOTENCY_KEY_REUSED: [422, 'The `Idempotency-Key` belongs to another request.'],
  PRECONDITION_REQUIRED: [428, 'Updates need `If-Match` with the ETag of what was read.'],
  TOO_MANY_ATTEMPTS: [429, 'Too many passwords were tried; `Retry-After` says when to go on.'],
  HEADERS_TOO_LARGE: [431, 'The URL and the headers are larger than 16 KiB together.'],
  INTERNAL: [500, 'Something failed on our side.'],
  OIDC_UNAVAILABLE: [503, 'The OpenID Connect provider cannot be asked at the moment.'],
  DATABASE_UNAVAILABLE: [503, 'The database cannot be reached; `Retry-After` says when to try again.'],
} as const satisfies Record<string, readonly [status: number, meaning: string]>;

export type ProblemCode = keyof typeof problemTypes;

/** RFC 9457. `type` is stable: programs decide by it, people read `detail`. */
export const problemSchema = z
  .strictObject({
    type: z.string().meta({ examples: ['urn:slipstream:problem:endpoint-not-found'] }),
    title: z.string().meta({ examples: ['Endpoint not found'] }),
    status: z
      .number()
      .int()
      .meta({ examples: [404] }),
    detail: z.string().meta({ examples: ['This endpoint does not exist.'] }),
    errors: z
      .array(z.strictObject({ path: z.string(), message: z.string() }))
      .optional()
      .meta({ description: 'What is wrong with the input, field by field.' }),
  })
  .meta({ id: 'Problem' });
export type Problem = z.output<typeof problemSchema>;

export interface ProblemOptions {
  readonly code: string;
  readonly status: number;
  readonly detail: string;
}

export function problemOf({ code, status, detail }: ProblemOptions): Problem {
  const title = code.charAt(0) + code.slice(1).toLowerCase().replaceAll('_', ' ');
  return { type: `urn:slipstream:problem:${code.toLowerCase().replaceAll('_', '-')}`, title, status, detail };
}
