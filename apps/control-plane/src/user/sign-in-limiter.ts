import { Injectable } from '@nestjs/common';
import { RateLimiterMemory, RateLimiterRes } from 'rate-limiter-flexible';

import { TooManyAttempts } from '../http/refusals.js';

const windowSeconds = 15 * 60;
/** An account is guessed at, or many accounts from one place. */
const attemptsPerAccount = 10;
const attemptsPerAddress = 50;

/** Bounds how often passwords may be tried. Each process counts for itself, which bounds the whole all the same. */
@Injectable()
export class SignInLimiter {
  private readonly accounts = new RateLimiterMemory({ points: attemptsPerAccount, duration: windowSeconds });
  private readonly addresses = new RateLimiterMemory({ points: attemptsPerAddress, duration: windowSeconds });

  /** @throws TooManyAttempts */
  async assertMayTry({ account, ipAddress }: { account: string; ipAddress: string }): Promise<void> {
    try {
      await this.addresses.consume(ipAddress);
      await this.accounts.consume(account);
    } catch (error) {
      if (error instanceof RateLimiterRes) throw new TooManyAttempts(Math.ceil(error.msBeforeNext / 1_000));
      throw error;
    }
  }

  /** Whoever knows the password starts afresh. */
  async forget(account: string): Promise<void> {
    await this.accounts.delete(account);
  }
}
