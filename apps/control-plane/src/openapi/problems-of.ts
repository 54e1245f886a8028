import type { Operation, ProblemCode } from '@slipstream/contract';

/** Every problem that an operation may be answered with: its own, and those that its kind of request can meet. */
export function problemsOf({ access, method, params, problems }: Operation): ProblemCode[] {
  if (access.kind === 'public') return [...problems];
  const isWrite = method !== 'get';
  const codes: ProblemCode[] = ['INVALID_INPUT', 'CREDENTIALS_REFUSED', ...problems, 'DATABASE_UNAVAILABLE'];
  codes.push(access.kind === 'platform' ? 'PLATFORM_KEY_REQUIRED' : 'SCOPE_MISSING');
  if ('tenantId' in params.shape) codes.push('TENANT_NOT_FOUND');
  if (isWrite) codes.push('MALFORMED_BODY', 'BODY_TOO_LARGE', 'UNSUPPORTED_MEDIA_TYPE');
  if (method === 'post') codes.push('REQUEST_IN_FLIGHT', 'IDEMPOTENCY_KEY_REUSED');
  if (method === 'patch') codes.push('PRECONDITION_FAILED', 'PRECONDITION_REQUIRED');
  return [...new Set(codes)].sort();
}
