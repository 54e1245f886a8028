import type { TenantId } from '@slipstream/domain';
import type { AuditedState } from '@slipstream/persistence';

export interface AuditEntry {
  /** `noun.verb` */
  readonly action: string;
  /** Whose log it goes to; null for what concerns the platform alone. */
  readonly tenantId: TenantId | null;
  readonly resourceId: string;
  readonly before: AuditedState;
  readonly after: AuditedState;
}

/** Collects what one request changes. A request that changes nothing, because all is as wanted, leaves no entry. */
export class AuditTrail {
  readonly entries: AuditEntry[] = [];

  record(entry: AuditEntry): void {
    this.entries.push(entry);
  }
}
