import type { EndpointId, Role, Scope, TenantId } from '@slipstream/domain';
import type { Actor } from '@slipstream/persistence';

/** Who is asking: a platform admin (no tenant), or somebody of a tenant. */
export interface Caller {
  readonly actor: Actor;
  readonly level: 'platform' | 'tenant';
  /** Null at the platform's level, and for a person who is no member of the tenant asked for. */
  readonly tenantId: TenantId | null;
  /** What they are within the tenant: whom they may appoint and dismiss. */
  readonly role: Role;
  readonly scopes: readonly Scope[];
  /** The endpoints that the caller is limited to; null for all of the tenant's. */
  readonly endpointIds: readonly EndpointId[] | null;
}
