import { NameTaken, TenantNotFound, type TenantId } from '@slipstream/domain';
import { isForeignKeyViolation, isUniqueViolation, type Queries } from './database-client.js';
import { TenantNotEmpty } from './errors.js';
import type { Tenant as TenantRow } from './generated/client.js';
import { pageArguments, type PageRequest } from './page.js';

export interface Tenant {
  id: TenantId;
  name: string;
  /** Rises with every change. */
  version: number;
  createdAt: Date;
}

export class TenantRepository {
  constructor(private readonly queries: Queries) {}

  async create(tenant: { id: TenantId; name: string }): Promise<Tenant> {
    try {
      return toTenant(await this.queries.tenant.create({ data: tenant }));
    } catch (error) {
      throw isUniqueViolation(error) ? new NameTaken('tenant', tenant.name) : error;
    }
  }

  async find(id: TenantId): Promise<Tenant | undefined> {
    const row = await this.queries.tenant.findUnique({ where: { id } });
    return row ? toTenant(row) : undefined;
  }

  async list(page: PageRequest<TenantId>): Promise<Tenant[]> {
    const rows = await this.queries.tenant.findMany(pageArguments(page, {}));
    return rows.map(toTenant);
  }

  /** On the basis of the version given; undefined when there is a newer one. */
  async rename({ id, version }: Pick<Tenant, 'id' | 'version'>, name: string): Promise<Tenant | undefined> {
    try {
      const data = { name, version: { increment: 1 } };
      const { count } = await this.queries.tenant.updateMany({ where: { id, version }, data });
      return count === 0 ? undefined : this.find(id);
    } catch (error) {
      throw isUniqueViolation(error) ? new NameTaken('tenant', name) : error;
    }
  }

  /** Takes the tenant's keys with it; refuses while endpoints remain, because they have processes to end first. */
  async remove(id: TenantId): Promise<void> {
    let count: number;
    try {
      ({ count } = await this.queries.tenant.deleteMany({ where: { id } }));
    } catch (error) {
      throw isForeignKeyViolation(error) ? new TenantNotEmpty() : error;
    }
    if (count === 0) {
      throw new TenantNotFound();
    }
  }
}

function toTenant(row: TenantRow): Tenant {
  return { ...row, id: row.id as TenantId };
}
