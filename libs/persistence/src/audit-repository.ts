import type { AuditEventId, TenantId } from '@slipstream/domain';
import { databaseNull, type Queries } from './database-client.js';
import type { AuditEvent as AuditEventRow } from './generated/client.js';
import { pageArguments, type PageRequest } from './page.js';

/** Who did something: an API key, a person at the console, or the platform by itself, named by its part. */
export interface Actor {
  kind: 'apiKey' | 'user' | 'platform';
  id: string;
}

/** Part of a resource as people see it, without secrets. */
export type AuditedState = Readonly<Record<string, unknown>> | null;

export interface AuditEvent {
  id: AuditEventId;
  /** Null for what concerns the platform alone. */
  tenantId: TenantId | null;
  actor: Actor;
  /** `noun.verb`. */
  action: string;
  resourceId: string;
  /** What it was; null for something new. */
  before: AuditedState;
  /** What it became; null for something removed. */
  after: AuditedState;
  /** Null, as is `ipAddress`, where no request asked for it. */
  requestId: string | null;
  ipAddress: string | null;
  createdAt: Date;
}

/** The log of changes. The database lets nobody alter or remove what is in it. */
export class AuditRepository {
  constructor(private readonly queries: Queries) {}

  async append(events: readonly Omit<AuditEvent, 'createdAt'>[]): Promise<void> {
    if (events.length === 0) return;
    await this.queries.auditEvent.createMany({ data: events.map(toRow) });
  }

  /** Newest first. */
  async list(tenantId: TenantId | 'all', page: PageRequest<AuditEventId>): Promise<AuditEvent[]> {
    const { take } = pageArguments(page, {});
    const rows = await this.queries.auditEvent.findMany({
      where: {
        ...(tenantId === 'all' ? {} : { tenantId }),
        ...(page.after === undefined ? {} : { id: { lt: page.after as string } }),
      },
      orderBy: { id: 'desc' },
      take,
    });
    return rows.map(toAuditEvent);
  }
}

function toRow({ actor, before, after, ...event }: Omit<AuditEvent, 'createdAt'>) {
  return {
    ...event,
    actorKind: actor.kind,
    actorId: actor.id,
    before: before === null ? databaseNull : (before as object),
    after: after === null ? databaseNull : (after as object),
  };
}

function toAuditEvent({ actorKind, actorId, ...row }: AuditEventRow): AuditEvent {
  return {
    ...row,
    id: row.id as AuditEventId,
    tenantId: row.tenantId as TenantId | null,
    actor: { kind: actorKind as Actor['kind'], id: actorId },
    before: row.before as AuditedState,
    after: row.after as AuditedState,
  };
}
