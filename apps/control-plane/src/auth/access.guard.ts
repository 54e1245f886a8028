import { type ExecutionContext, Injectable } from '@nestjs/common';
import { AuthGuard } from '@nestjs/passport';
import type { Access, Operation } from '@slipstream/contract';
import {
  CredentialsRefused,
  grants,
  PlatformKeyRequired,
  ScopeMissing,
  TenantNotFound,
} from '@slipstream/domain';

import { operationKey } from '../http/implements.js';
import type { Caller } from './api-key.strategy.js';

interface TenantRequest {
  readonly params?: { readonly tenantId?: string };
}

/** Authenticates by API key, then checks what the operation demands. A handler without an operation is not served. */
@Injectable()
export class AccessGuard extends AuthGuard('api-key') {
  override async canActivate(context: ExecutionContext): Promise<boolean> {
    const operation = Reflect.getMetadata(operationKey, context.getHandler()) as Operation | undefined;
    if (operation === undefined) throw new Error('a handler does not say which operation it serves');
    if (operation.access.kind === 'public') return true;
    await super.canActivate(context);
    const request = context.switchToHttp().getRequest<TenantRequest & { user: Caller }>();
    assertAllowed(request.user, operation.access, request.params?.tenantId);
    return true;
  }

  override handleRequest<User>(error: unknown, caller: User): User {
    if (error !== null && error !== undefined) throw error;
    if (!caller) throw new CredentialsRefused();
    return caller;
  }
}

/** Another tenant's id answers exactly like a missing one, whatever the operation. */
export function assertAllowed(caller: Caller, access: Access, tenantId: string | undefined): void {
  if (access.kind === 'public') return;
  const isPlatform = caller.tenantId === null && grants(caller.scopes, 'admin');
  if (isPlatform) return;
  if (tenantId !== undefined && tenantId !== caller.tenantId) throw new TenantNotFound();
  if (access.kind === 'platform') throw new PlatformKeyRequired();
  if (!grants(caller.scopes, access.scope)) throw new ScopeMissing(access.scope);
}
