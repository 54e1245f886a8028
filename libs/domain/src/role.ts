import type { Scope } from './scope.js';

/** What a person is within a tenant, highest first. */
export const roles = ['owner', 'admin', 'developer', 'viewer'] as const;
export type Role = (typeof roles)[number];

const scopesByRole: Readonly<Record<Role, readonly Scope[]>> = {
  owner: ['admin'],
  admin: ['admin'],
  developer: ['inference', 'endpoints:write', 'keys:write', 'usage:read'],
  viewer: ['endpoints:read', 'usage:read'],
};

export function scopesOf(role: Role): readonly Scope[] {
  return scopesByRole[role];
}

/** Nobody makes or unmakes somebody higher than themselves. */
export function outranks(role: Role, other: Role): boolean {
  return roles.indexOf(role) <= roles.indexOf(other);
}
