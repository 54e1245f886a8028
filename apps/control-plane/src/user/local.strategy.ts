import { Injectable } from '@nestjs/common';
import { PassportStrategy } from '@nestjs/passport';
import { Database, type User } from '@slipstream/persistence';
import type { FastifyRequest } from 'fastify';
import { Strategy } from 'passport-local';

import { isPassword } from './passwords.js';
import { SignInLimiter } from './sign-in-limiter.js';

const passwordLengthMax = 128;

/** Email address and password, as they stand in the body. */
@Injectable()
export class LocalStrategy extends PassportStrategy(Strategy, 'local') {
  constructor(
    private readonly database: Database,
    private readonly limiter: SignInLimiter,
  ) {
    super({ usernameField: 'email', passReqToCallback: true });
  }

  async validate({ ip }: FastifyRequest, email: unknown, password: unknown): Promise<User | false> {
    if (typeof email !== 'string' || typeof password !== 'string') return false;
    if (password.length > passwordLengthMax) return false;
    const account = email.toLowerCase();
    await this.limiter.assertMayTry({ account, ipAddress: ip });
    const found = await this.database.users.findByEmail(account);
    if (!(await isPassword(password, found?.passwordHash)) || found === undefined) return false;
    await this.limiter.forget(account);
    return found.user;
  }
}
