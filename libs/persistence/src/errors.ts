import { DomainError } from '@slipstream/domain';

/** The database could not be asked. Callers answer "try again later", never "you are not allowed". */
export class DatabaseUnavailable extends DomainError {
  readonly code = 'DATABASE_UNAVAILABLE';
  readonly kind = 'unavailable';
  constructor(override readonly cause: unknown) {
    super('The database cannot be reached at the moment; try again shortly.');
  }
}

/** Another process has taken over what this one was doing alone; nothing of what it writes counts any more. */
export class LeaseLost extends DomainError {
  readonly code = 'LEASE_LOST';
  readonly kind = 'conflict';
  constructor() {
    super('Another process has taken over.');
  }
}

export class MigrationRefused extends DomainError {
  readonly code = 'MIGRATION_REFUSED';
  readonly kind = 'conflict';
  constructor(
    readonly migrationName: string,
    detail: string,
  ) {
    super(`Migration "${migrationName}": ${detail}`);
  }
}

export class MigrationFailed extends DomainError {
  readonly code = 'MIGRATION_FAILED';
  readonly kind = 'conflict';
  constructor(
    readonly migrationName: string,
    override readonly cause: unknown,
  ) {
    const detail = cause instanceof Error ? cause.message : String(cause);
    super(`Migration "${migrationName}" failed and was rolled back: ${detail}`);
  }
}

export class EmbeddedDatabaseFailed extends DomainError {
  readonly code = 'EMBEDDED_DATABASE_FAILED';
  readonly kind = 'unavailable';
}

export class TenantNotEmpty extends DomainError {
  readonly code = 'TENANT_NOT_EMPTY';
  readonly kind = 'conflict';
  constructor() {
    super('This tenant still has endpoints. Delete them first and wait until they are gone.');
  }
}
