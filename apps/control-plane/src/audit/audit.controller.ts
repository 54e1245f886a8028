import { Controller } from '@nestjs/common';
import { auditOperations, type AuditEventView, type InputOf, type Page } from '@slipstream/contract';
import { type AuditEvent, Database } from '@slipstream/persistence';

import { UnitsOfWork } from '../change/units-of-work.js';
import { Implements } from '../http/implements.js';
import { Input } from '../http/input.js';
import { pageOf, pageRequest } from '../http/page.js';

const { listOfTenant, list } = auditOperations;

@Controller()
export class AuditController {
  constructor(
    private readonly database: Database,
    private readonly work: UnitsOfWork,
  ) {}

  @Implements(listOfTenant)
  listOfTenant(@Input() { params, query }: InputOf<typeof listOfTenant>): Promise<Page<AuditEventView>> {
    const { tenantId } = params;
    return this.work.read(tenantId, async ({ audit }) =>
      pageOf(await audit.list(tenantId, pageRequest('auditEvent', query)), query, toView),
    );
  }

  @Implements(list)
  async list(@Input() { query }: InputOf<typeof list>): Promise<Page<AuditEventView>> {
    return pageOf(await this.database.audit.list('all', pageRequest('auditEvent', query)), query, toView);
  }
}

function toView({ createdAt, ...event }: AuditEvent): AuditEventView {
  return { ...event, createdAt: createdAt.toISOString() };
}
