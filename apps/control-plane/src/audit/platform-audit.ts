import { Injectable } from '@nestjs/common';
import { redactValue } from '@slipstream/observability';
import { type AuditedState, Database, newId } from '@slipstream/persistence';

import type { AuditEntry } from '../change/audit-trail.js';

/** Writes down what the platform does, or refuses, without being asked. */
@Injectable()
export class PlatformAudit {
  constructor(private readonly database: Database) {}

  /** `part` names what acted: a service, by its words. */
  async record(part: string, { before, after, ...entry }: AuditEntry): Promise<void> {
    await this.database.audit.append([
      {
        ...entry,
        id: newId('auditEvent'),
        actor: { kind: 'platform', id: part },
        before: redactValue(before) as AuditedState,
        after: redactValue(after) as AuditedState,
        requestId: String(newId('request')),
        ipAddress: '',
      },
    ]);
  }
}
