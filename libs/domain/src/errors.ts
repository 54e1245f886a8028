/**
 * An expected failure. Its message is safe to show to any caller; what only an operator may know belongs in the
 * logs. The code is stable and becomes the problem type of the admin API.
 */
export abstract class DomainError extends Error {
  abstract readonly code: string;
  abstract readonly kind: DomainErrorKind;

  constructor(message: string) {
    super(message);
    this.name = new.target.name;
  }
}

/** What a caller can do about a failure; transports map it to their own status codes. */
export type DomainErrorKind =
  'malformed' | 'unauthenticated' | 'denied' | 'missing' | 'conflict' | 'unusable' | 'unavailable';

export class MalformedId extends DomainError {
  readonly code = 'MALFORMED_ID';
  readonly kind = 'malformed';
  constructor(
    readonly noun: string,
    readonly prefix: string,
  ) {
    super(`An id of this kind starts with "${prefix}" and goes on with 26 characters.`);
  }
}

export class CredentialsRefused extends DomainError {
  readonly code = 'CREDENTIALS_REFUSED';
  readonly kind = 'unauthenticated';
  constructor() {
    // One message for unknown, revoked and expired keys alike: telling them apart helps only an attacker.
    super('This API key is missing, unknown, revoked or expired. Send "Authorization: Bearer sk_slip_…".');
  }
}

export class ScopeMissing extends DomainError {
  readonly code = 'SCOPE_MISSING';
  readonly kind = 'denied';
  constructor(readonly scope: string) {
    super(`This API key lacks the scope "${scope}".`);
  }
}

export class PlatformKeyRequired extends DomainError {
  readonly code = 'PLATFORM_KEY_REQUIRED';
  readonly kind = 'denied';
  constructor() {
    super('Only a platform admin key may do this; this key belongs to a tenant.');
  }
}

export class KeyRestricted extends DomainError {
  readonly code = 'KEY_RESTRICTED';
  readonly kind = 'denied';
  constructor() {
    super('This API key is limited to certain endpoints, and this goes beyond them.');
  }
}

export class TenantNotFound extends DomainError {
  readonly code = 'TENANT_NOT_FOUND';
  readonly kind = 'missing';
  constructor() {
    super('This tenant does not exist.');
  }
}

export class ApiKeyNotFound extends DomainError {
  readonly code = 'API_KEY_NOT_FOUND';
  readonly kind = 'missing';
  constructor() {
    super('This API key does not exist.');
  }
}

export class KeyNotUsable extends DomainError {
  readonly code = 'KEY_NOT_USABLE';
  readonly kind = 'conflict';
  constructor() {
    super('This API key is revoked or expired; create a new one instead.');
  }
}

export class ModelNotFound extends DomainError {
  readonly code = 'MODEL_NOT_FOUND';
  readonly kind = 'missing';
  constructor() {
    super('This model does not exist.');
  }
}

export class ModelInUse extends DomainError {
  readonly code = 'MODEL_IN_USE';
  readonly kind = 'conflict';
  constructor() {
    super('An endpoint, or one of its revisions, is of this model; delete the endpoint first.');
  }
}

export class EndpointNotFound extends DomainError {
  readonly code = 'ENDPOINT_NOT_FOUND';
  readonly kind = 'missing';
  constructor() {
    super('This endpoint does not exist.');
  }
}

export class SnapshotNotFound extends DomainError {
  readonly code = 'SNAPSHOT_NOT_FOUND';
  readonly kind = 'missing';
  constructor() {
    super('This snapshot does not exist.');
  }
}

/** What was offered as a snapshot, or is filed as one, cannot be used. The reason is for people. */
export class SnapshotRefused extends DomainError {
  readonly code = 'SNAPSHOT_REFUSED';
  readonly kind = 'unusable';
  constructor(readonly reason: string) {
    super(`This snapshot is refused: ${reason}`);
  }
}

export class NoReadyReplica extends DomainError {
  readonly code = 'NO_READY_REPLICA';
  readonly kind = 'conflict';
  constructor() {
    super('This endpoint has no ready replica at the moment; start it, or ask again shortly.');
  }
}

export class MemberNotFound extends DomainError {
  readonly code = 'MEMBER_NOT_FOUND';
  readonly kind = 'missing';
  constructor() {
    super('This person is no member of the tenant.');
  }
}

export class InvitationNotFound extends DomainError {
  readonly code = 'INVITATION_NOT_FOUND';
  readonly kind = 'missing';
  constructor() {
    super('This invitation does not exist, was accepted or revoked, or has expired.');
  }
}

export class WebhookNotFound extends DomainError {
  readonly code = 'WEBHOOK_NOT_FOUND';
  readonly kind = 'missing';
  constructor() {
    super('This webhook does not exist.');
  }
}

export class BudgetNotFound extends DomainError {
  readonly code = 'BUDGET_NOT_FOUND';
  readonly kind = 'missing';
  constructor() {
    super('This budget does not exist.');
  }
}

/** A tenant has as many of something as it may. */
export class LimitReached extends DomainError {
  readonly code = 'LIMIT_REACHED';
  readonly kind = 'conflict';
  constructor(
    readonly nouns: string,
    readonly countMax: number,
  ) {
    super(`A tenant may have ${countMax} ${nouns}; delete one first.`);
  }
}

export class RoleTooHigh extends DomainError {
  readonly code = 'ROLE_TOO_HIGH';
  readonly kind = 'denied';
  constructor() {
    super('This concerns a role above your own.');
  }
}

export class LastOwner extends DomainError {
  readonly code = 'LAST_OWNER';
  readonly kind = 'conflict';
  constructor() {
    super('This is the last owner of the tenant; make somebody else an owner first.');
  }
}

export class SignInRefused extends DomainError {
  readonly code = 'SIGN_IN_REFUSED';
  readonly kind = 'unauthenticated';
  constructor() {
    // One message for an unknown account and a wrong password: telling them apart helps only an attacker.
    super('There is no account with this email address and password.');
  }
}

export class SessionRequired extends DomainError {
  readonly code = 'SESSION_REQUIRED';
  readonly kind = 'denied';
  constructor() {
    super('Only a person who is signed in may do this, not an API key.');
  }
}

export class CsrfTokenMissing extends DomainError {
  readonly code = 'CSRF_TOKEN_MISSING';
  readonly kind = 'denied';
  constructor() {
    super('Send the csrfToken of the session as X-CSRF-Token.');
  }
}

export class NameTaken extends DomainError {
  readonly code = 'NAME_TAKEN';
  readonly kind = 'conflict';
  constructor(
    readonly noun: string,
    readonly takenName: string,
  ) {
    super(`The name "${takenName}" is already taken by another ${noun}.`);
  }
}

export class TransitionRefused extends DomainError {
  readonly code = 'TRANSITION_REFUSED';
  readonly kind = 'conflict';
  constructor(
    readonly noun: string,
    readonly from: string,
    readonly to: string,
  ) {
    super(`This ${noun} is ${from} and cannot become ${to}.`);
  }
}

/** Somebody else moved the row first: read it again and decide anew. */
export class StateChanged extends DomainError {
  readonly code = 'STATE_CHANGED';
  readonly kind = 'conflict';
  constructor(
    readonly noun: string,
    readonly expected: string,
  ) {
    super(`This ${noun} is no longer ${expected}; read it again.`);
  }
}
