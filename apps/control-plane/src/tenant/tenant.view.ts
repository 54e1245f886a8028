import type { TenantView } from '@slipstream/contract';
import type { Tenant } from '@slipstream/persistence';

export function toTenantView({ id, name, version, createdAt }: Tenant): TenantView {
  return { id, name, version, createdAt: createdAt.toISOString() };
}
