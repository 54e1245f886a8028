import { Controller } from '@nestjs/common';
import { type InputOf, type Page, tenantOperations, type TenantView } from '@slipstream/contract';
import { TenantNotFound } from '@slipstream/domain';
import { Database, newId } from '@slipstream/persistence';

import { UnitsOfWork } from '../change/units-of-work.js';
import { assertMatches } from '../http/entity-tag.js';
import { Implements } from '../http/implements.js';
import { Input } from '../http/input.js';
import { pageOf, pageRequest } from '../http/page.js';
import { PreconditionFailed } from '../http/refusals.js';
import { Context, type RequestContext } from '../http/request-context.js';
import { toTenantView } from './tenant.view.js';

const { create, list, find, update, remove } = tenantOperations;

@Controller()
export class TenantController {
  constructor(
    private readonly database: Database,
    private readonly work: UnitsOfWork,
  ) {}

  @Implements(create)
  create(@Input() { body }: InputOf<typeof create>, @Context() context: RequestContext): Promise<TenantView> {
    return this.work.changePlatform(context, async ({ tenants }, trail) => {
      const after = toTenantView(await tenants.create({ id: newId('tenant'), name: body.name }));
      trail.record({
        action: 'tenant.create',
        tenantId: after.id,
        resourceId: after.id,
        before: null,
        after,
      });
      return after;
    });
  }

  @Implements(list)
  async list(@Input() { query }: InputOf<typeof list>): Promise<Page<TenantView>> {
    return pageOf(await this.database.tenants.list(pageRequest('tenant', query)), query, toTenantView);
  }

  @Implements(find)
  find(@Input() { params }: InputOf<typeof find>): Promise<TenantView> {
    return this.work.read(params.tenantId, async ({ tenants }) => {
      const tenant = await tenants.find(params.tenantId);
      if (tenant === undefined) throw new TenantNotFound();
      return toTenantView(tenant);
    });
  }

  @Implements(update)
  update(
    @Input() { params, body }: InputOf<typeof update>,
    @Context() context: RequestContext,
  ): Promise<TenantView> {
    const { tenantId } = params;
    return this.work.changePlatform(context, async ({ tenants }, trail) => {
      const tenant = await tenants.find(tenantId);
      if (tenant === undefined) throw new TenantNotFound();
      assertMatches(context.ifMatch, tenant.version);
      const renamed = await tenants.rename(tenant, body.name);
      if (renamed === undefined) throw new PreconditionFailed();
      const [before, after] = [toTenantView(tenant), toTenantView(renamed)];
      trail.record({ action: 'tenant.update', tenantId, resourceId: tenantId, before, after });
      return after;
    });
  }

  @Implements(remove)
  remove(@Input() { params }: InputOf<typeof remove>, @Context() context: RequestContext): Promise<void> {
    const { tenantId } = params;
    return this.work.changePlatform(context, async ({ tenants }, trail) => {
      const tenant = await tenants.find(tenantId);
      if (tenant === undefined) throw new TenantNotFound();
      await tenants.remove(tenantId);
      const before = toTenantView(tenant);
      trail.record({ action: 'tenant.delete', tenantId, resourceId: tenantId, before, after: null });
    });
  }
}
