import { Injectable } from '@nestjs/common';
import { redactValue } from '@slipstream/observability';
import { type AuditedState, type AuditEvent, Database, newId } from '@slipstream/persistence';

import type { AuditEntry } from '../change/audit-trail.js';

/** What the platform does without being asked, as it stands in the audit log. `part` names what acted: a service, by its words. */
export function platformEvent(
  part: string,
  { before, after, ...entry }: AuditEntry,
): Omit<AuditEvent, 'createdAt'> {
  return {
    ...entry,
    id: newId('auditEvent'),
    actor: { kind: 'platform', id: part },
    before: redactValue(before) as AuditedState,
    after: redactValue(after) as AuditedState,
    requestId: null,
    ipAddress: null,
  };
}

/** Writes down what the platform does, or refuses, apart from any change of its own. */
@Injectable()
export class PlatformAudit {
  constructor(private readonly database: Database) {}

  async record(part: string, entry: AuditEntry): Promise<void> {
    await this.database.audit.append([platformEvent(part, entry)]);
  }
}
