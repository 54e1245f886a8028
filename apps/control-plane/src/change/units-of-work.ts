import { Inject, Injectable } from '@nestjs/common';
import { type TenantId, TenantNotFound } from '@slipstream/domain';
import { redactValue } from '@slipstream/observability';
import {
  type AuditedState,
  Database,
  newId,
  type Repositories,
  TenantDatabase,
} from '@slipstream/persistence';

import { type Configuration, configurationToken } from '../configuration.js';
import type { RequestContext } from '../http/request-context.js';
import { AuditTrail } from './audit-trail.js';
import { Idempotency } from './idempotency.js';
import { TextSealer } from './sealed-text.js';

type Change<Result> = (repositories: Repositories, trail: AuditTrail) => Promise<Result>;

/**
 * What a request does, in one transaction: its changes, their entries in the audit log, and the response to be repeated
 * under its `Idempotency-Key`. A crash at any moment leaves all of it or nothing.
 */
@Injectable()
export class UnitsOfWork {
  private readonly idempotency: Idempotency;

  constructor(
    private readonly database: Database,
    private readonly tenants: TenantDatabase,
    @Inject(configurationToken) { WORKER_SECRET: secret }: Configuration,
  ) {
    this.idempotency = new Idempotency(new TextSealer({ secret, purpose: 'idempotent responses' }));
  }

  /** Reads within one tenant, of whom row-level security lets nothing else be seen. */
  async read<Result>(
    tenantId: TenantId,
    work: (repositories: Repositories) => Promise<Result>,
  ): Promise<Result> {
    return this.tenants.within(tenantId, async (repositories) => {
      if ((await repositories.tenants.find(tenantId)) === undefined) throw new TenantNotFound();
      return work(repositories);
    });
  }

  /** Changes something within one tenant. */
  changeTenant<Result>(context: RequestContext, tenantId: TenantId, work: Change<Result>): Promise<Result> {
    const owner = String(tenantId);
    return this.read(tenantId, (repositories) => this.perform(repositories, { context, owner, work }));
  }

  /** Changes something of the platform. */
  changePlatform<Result>(context: RequestContext, work: Change<Result>): Promise<Result> {
    const owner = 'platform';
    return this.database.transaction((repositories) => this.perform(repositories, { context, owner, work }));
  }

  private perform<Result>(
    repositories: Repositories,
    { context, owner, work }: { context: RequestContext; owner: string; work: Change<Result> },
  ): Promise<Result> {
    return this.idempotency.once(repositories, { context, owner }, async () => {
      const trail = new AuditTrail();
      const result = await work(repositories, trail);
      const { caller, requestId, ipAddress } = context;
      await repositories.audit.append(
        trail.entries.map(({ before, after, ...entry }) => ({
          ...entry,
          id: newId('auditEvent'),
          actor: caller.actor,
          before: redactValue(before) as AuditedState,
          after: redactValue(after) as AuditedState,
          requestId,
          ipAddress,
        })),
      );
      return result;
    });
  }
}
