import { type ExecutionContext, Injectable, SetMetadata } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import { AuthGuard } from '@nestjs/passport';
import {
  CredentialsRefused,
  grants,
  PlatformKeyRequired,
  type Scope,
  ScopeMissing,
  TenantNotFound,
} from '@slipstream/domain';

import type { Caller } from './api-key.strategy.js';

export type Access = { readonly kind: 'platform' } | { readonly kind: 'scope'; readonly scope: Scope };

const accessKey = 'slipstream:access';

/** Only platform admin keys. */
export const PlatformOnly = () => SetMetadata(accessKey, { kind: 'platform' } satisfies Access);
/** Keys with the scope; a tenant's key within its own tenant alone. */
export const RequireScope = (scope: Scope) =>
  SetMetadata(accessKey, { kind: 'scope', scope } satisfies Access);

interface TenantRequest {
  readonly params?: { readonly tenantId?: string };
}

/** Authenticates by API key, then checks scope and tenant. Another tenant's id answers exactly like a missing one. */
@Injectable()
export class AccessGuard extends AuthGuard('api-key') {
  constructor(private readonly reflector: Reflector) {
    super();
  }

  override async canActivate(context: ExecutionContext): Promise<boolean> {
    await super.canActivate(context);
    const request = context.switchToHttp().getRequest<TenantRequest & { user: Caller }>();
    const access = this.reflector.getAllAndOverride<Access | undefined>(accessKey, [
      context.getHandler(),
      context.getClass(),
    ]);
    if (access === undefined) throw new Error('a route does not say who may call it');
    assertAllowed(request.user, access, request.params?.tenantId);
    return true;
  }

  override handleRequest<User>(error: unknown, caller: User): User {
    if (error !== null && error !== undefined) throw error;
    if (!caller) throw new CredentialsRefused();
    return caller;
  }
}

export function assertAllowed(caller: Caller, access: Access, tenantId: string | undefined): void {
  const isPlatform = caller.tenantId === null && grants(caller.scopes, 'admin');
  if (isPlatform) return;
  if (access.kind === 'platform') throw new PlatformKeyRequired();
  if (tenantId !== undefined && tenantId !== caller.tenantId) throw new TenantNotFound();
  if (!grants(caller.scopes, access.scope)) throw new ScopeMissing(access.scope);
}
