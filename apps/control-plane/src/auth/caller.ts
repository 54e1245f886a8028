import type { EndpointId, Scope, TenantId } from '@slipstream/domain';
import type { Actor } from '@slipstream/persistence';

/** Who is asking: a platform admin (no tenant), or somebody of a tenant. */
export interface Caller {
  readonly actor: Actor;
  readonly tenantId: TenantId | null;
  readonly scopes: readonly Scope[];
  /** The endpoints that the caller is limited to; null for all of the tenant's. */
  readonly endpointIds: readonly EndpointId[] | null;
}
