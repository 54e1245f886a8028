import { Controller } from '@nestjs/common';
import { type InputOf, type Page, tenantOperations, type TenantView } from '@slipstream/contract';
import { TenantNotFound } from '@slipstream/domain';
import { Database, newId } from '@slipstream/persistence';

import { Implements } from '../http/implements.js';
import { Input } from '../http/input.js';
import { pageOf, pageRequest } from '../http/page.js';
import { toTenantView } from './tenant.view.js';

const { create, list, find, remove } = tenantOperations;

@Controller()
export class TenantController {
  constructor(private readonly database: Database) {}

  @Implements(create)
  async create(@Input() { body }: InputOf<typeof create>): Promise<TenantView> {
    return toTenantView(await this.database.tenants.create({ id: newId('tenant'), name: body.name }));
  }

  @Implements(list)
  async list(@Input() { query }: InputOf<typeof list>): Promise<Page<TenantView>> {
    return pageOf(await this.database.tenants.list(pageRequest(query)), query, toTenantView);
  }

  @Implements(find)
  async find(@Input() { params }: InputOf<typeof find>): Promise<TenantView> {
    const tenant = await this.database.tenants.find(params.tenantId);
    if (tenant === undefined) throw new TenantNotFound();
    return toTenantView(tenant);
  }

  @Implements(remove)
  async remove(@Input() { params }: InputOf<typeof remove>): Promise<void> {
    await this.database.tenants.remove(params.tenantId);
  }
}
