import type { Access } from '@slipstream/contract';
import {
  type EndpointId,
  EndpointNotFound,
  grants,
  KeyRestricted,
  outranks,
  PlatformKeyRequired,
  type Role,
  RoleTooHigh,
  type Scope,
  ScopeMissing,
  SessionRequired,
  TenantNotFound,
} from '@slipstream/domain';

import type { Caller } from './caller.js';

/** The ids of a request's path, before they are parsed. */
export interface Place {
  readonly tenantId?: string;
  readonly endpointId?: string;
}

/** Another tenant's id answers exactly like a missing one, whatever the operation, and so does an endpoint off limits. */
export function assertAllowed(caller: Caller, access: Access, { tenantId, endpointId }: Place): void {
  if (access.kind === 'public' || access.kind === 'password') return;
  if (access.kind === 'session') {
    if (caller.actor.kind !== 'user') throw new SessionRequired();
    return;
  }
  if (isPlatformAdmin(caller)) return;
  if (tenantId !== undefined && tenantId !== caller.tenantId) throw new TenantNotFound();
  if (access.kind === 'platform') throw new PlatformKeyRequired();
  if (!grants(caller.scopes, access.scope)) throw new ScopeMissing(access.scope);
  if (endpointId !== undefined && !mayUse(caller, endpointId)) throw new EndpointNotFound();
  // Members, webhooks, budgets, the audit log: through any of them a key would reach beyond its endpoints.
  if (access.scope === 'admin' && endpointId === undefined) assertUnrestricted(caller);
}

/** Nobody hands on more than they hold. */
export function assertMayGrant(
  caller: Caller,
  granted: { scopes: readonly Scope[]; endpointIds: readonly string[] | null },
): void {
  if (isPlatformAdmin(caller)) return;
  const missing = granted.scopes.find((scope) => !grants(caller.scopes, scope));
  if (missing !== undefined) throw new ScopeMissing(missing);
  assertWithinReach(caller, granted);
}

/** A key that works beyond the endpoints which a caller is limited to is none of its business. */
export function assertWithinReach(
  caller: Caller,
  { endpointIds }: { endpointIds: readonly string[] | null },
): void {
  if (caller.endpointIds === null) return;
  if (endpointIds === null || !endpointIds.every((id) => mayUse(caller, id))) throw new KeyRestricted();
}

/** Nobody appoints or dismisses somebody above themselves. */
export function assertOutranks({ role }: Caller, other: Role): void {
  if (!outranks(role, other)) throw new RoleTooHigh();
}

/** What concerns all endpoints of a tenant is not for a caller that is limited to some. */
export function assertUnrestricted({ endpointIds }: Caller): void {
  if (endpointIds !== null) throw new KeyRestricted();
}

/** Those of the endpoints asked for that a caller may know of; null for all of the tenant's. */
export function endpointsWithin(caller: Caller, asked: EndpointId | undefined): readonly EndpointId[] | null {
  if (asked === undefined) return caller.endpointIds;
  return mayUse(caller, asked) ? [asked] : [];
}

function isPlatformAdmin({ level, scopes }: Caller): boolean {
  return level === 'platform' && grants(scopes, 'admin');
}

function mayUse({ endpointIds }: Caller, endpointId: string): boolean {
  return endpointIds === null || endpointIds.some((id) => id === endpointId);
}
