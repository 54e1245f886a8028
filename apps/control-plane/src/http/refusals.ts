import type { ProblemCode } from '@slipstream/contract';

/** A refusal that speaks of the request rather than of the domain. */
export abstract class Refusal extends Error {
  abstract readonly code: ProblemCode;
  /** Seconds after which the same request may succeed. */
  readonly retryAfterSeconds?: number;
}

export class PreconditionRequired extends Refusal {
  readonly code = 'PRECONDITION_REQUIRED';
  constructor() {
    super('Send the ETag of what you have read as If-Match, so that nobody’s change is overwritten unseen.');
  }
}

export class PreconditionFailed extends Refusal {
  readonly code = 'PRECONDITION_FAILED';
  constructor() {
    super('It was changed since you have read it; read it again.');
  }
}

export class IdempotencyKeyReused extends Refusal {
  readonly code = 'IDEMPOTENCY_KEY_REUSED';
  constructor() {
    super('This Idempotency-Key belongs to another request; take a new one for each.');
  }
}

export class RequestInFlight extends Refusal {
  readonly code = 'REQUEST_IN_FLIGHT';
  override readonly retryAfterSeconds = 1;
  constructor() {
    super('A request with this Idempotency-Key is being served at the moment; ask again shortly.');
  }
}

export class OidcNotConfigured extends Refusal {
  readonly code = 'OIDC_NOT_CONFIGURED';
  constructor() {
    super('This platform has no OpenID Connect provider to sign in with.');
  }
}

export class OidcUnavailable extends Refusal {
  readonly code = 'OIDC_UNAVAILABLE';
  override readonly retryAfterSeconds = 5;
  constructor(override readonly cause: unknown) {
    super('The OpenID Connect provider cannot be asked at the moment; try again shortly.');
  }
}

export class TooManyAttempts extends Refusal {
  readonly code = 'TOO_MANY_ATTEMPTS';
  constructor(override readonly retryAfterSeconds: number) {
    super('Too many passwords were tried. Wait, and then try again.');
  }
}
