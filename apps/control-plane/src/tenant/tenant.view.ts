import type { TenantView } from '@slipstream/contract';
import type { Tenant } from '@slipstream/persistence';

export function toTenantView({ id, name, createdAt }: Tenant): TenantView {
  return { id, name, createdAt: createdAt.toISOString() };
}
