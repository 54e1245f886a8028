import { Injectable } from '@nestjs/common';
import { AuthGuard } from '@nestjs/passport';
import { CredentialsRefused } from '@slipstream/domain';

/** Lets a request through that shows an API key or a session which is good. */
@Injectable()
export class CredentialsGuard extends AuthGuard(['api-key', 'session']) {
  override handleRequest<User>(error: unknown, caller: User): User {
    if (error !== null && error !== undefined) throw error;
    if (!caller) throw new CredentialsRefused();
    return caller;
  }
}
