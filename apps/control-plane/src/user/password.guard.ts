import { Injectable } from '@nestjs/common';
import { AuthGuard } from '@nestjs/passport';
import { SignInRefused } from '@slipstream/domain';

/** Lets a request through whose body carries the password of an account. */
@Injectable()
export class PasswordGuard extends AuthGuard('local') {
  override handleRequest<User>(error: unknown, user: User): User {
    if (error !== null && error !== undefined) throw error;
    if (!user) throw new SignInRefused();
    return user;
  }
}
