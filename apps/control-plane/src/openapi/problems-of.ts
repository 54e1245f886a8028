import { type Operation, type ProblemCode, takesCredentials } from '@slipstream/contract';

const ofAll: ProblemCode[] = ['HEADERS_TOO_LARGE'];

/** Every problem that an operation may be answered with: its own, and those that its kind of request can meet. */
export function problemsOf(operation: Operation): ProblemCode[] {
  const { access, method, params, problems } = operation;
  const isWrite = method !== 'get';
  const ofBodies: ProblemCode[] = ['MALFORMED_BODY', 'BODY_TOO_LARGE', 'UNSUPPORTED_MEDIA_TYPE'];
  if (!takesCredentials(operation)) {
    const ofWrites: ProblemCode[] = ['INVALID_INPUT', 'DATABASE_UNAVAILABLE', 'STATE_CHANGED', ...ofBodies];
    return [...new Set([...ofAll, ...problems, ...(isWrite ? ofWrites : [])])].sort();
  }
  const codes: ProblemCode[] = [
    ...ofAll,
    'INVALID_INPUT',
    'CREDENTIALS_REFUSED',
    ...problems,
    'DATABASE_UNAVAILABLE',
  ];
  if (access.kind === 'platform') codes.push('PLATFORM_KEY_REQUIRED');
  if (access.kind === 'scope') codes.push('SCOPE_MISSING');
  if (access.kind === 'scope' && access.scope === 'admin' && !('endpointId' in params.shape)) {
    codes.push('KEY_RESTRICTED');
  }
  if (access.kind === 'session') codes.push('SESSION_REQUIRED');
  if ('tenantId' in params.shape) codes.push('TENANT_NOT_FOUND');
  if (isWrite) codes.push('CSRF_TOKEN_MISSING', ...ofBodies);
  if (method === 'post') codes.push('REQUEST_IN_FLIGHT', 'IDEMPOTENCY_KEY_REUSED');
  if (method === 'patch') codes.push('PRECONDITION_FAILED', 'PRECONDITION_REQUIRED');
  return [...new Set(codes)].sort();
}
