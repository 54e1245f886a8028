import { type ExecutionContext, Injectable } from '@nestjs/common';
import type { Operation } from '@slipstream/contract';

import { PasswordGuard } from '../user/password.guard.js';
import { operationKey } from '../http/implements.js';
import { assertAllowed, type Place } from './assert-allowed.js';
import type { Caller } from './caller.js';
import { CredentialsGuard } from './credentials.guard.js';

interface AuthenticatedRequest {
  readonly params?: Place;
  readonly user: Caller;
}

/** Authenticates by API key, session or password, then checks what the operation demands. A handler without an operation is not served. */
@Injectable()
export class AccessGuard extends CredentialsGuard {
  private readonly byPassword = new PasswordGuard();

  override async canActivate(context: ExecutionContext): Promise<boolean> {
    const operation = Reflect.getMetadata(operationKey, context.getHandler()) as Operation | undefined;
    if (operation === undefined) throw new Error('a handler does not say which operation it serves');
    if (operation.access.kind === 'public') return true;
    if (operation.access.kind === 'password') return this.byPassword.canActivate(context) as Promise<boolean>;
    await super.canActivate(context);
    const { user: caller, params = {} } = context.switchToHttp().getRequest<AuthenticatedRequest>();
    assertAllowed(caller, operation.access, params);
    return true;
  }
}
