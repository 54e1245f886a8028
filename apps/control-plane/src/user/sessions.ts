import { timingSafeEqual } from 'node:crypto';

import { Injectable } from '@nestjs/common';
import type { SessionView } from '@slipstream/contract';
import type { UserId } from '@slipstream/domain';
import { Database, type Repositories, type User, type UserSession } from '@slipstream/persistence';

import { csrfTokenOf, hashToken, newToken } from './session-token.js';
import { toUserView } from './user.view.js';

const lifetimeMs = 12 * 60 * 60_000;

export interface OpenedSession {
  readonly token: string;
  readonly expiresAt: Date;
}

/** Signed-in browsers. */
@Injectable()
export class Sessions {
  constructor(private readonly database: Database) {}

  async open(userId: UserId, { sessions }: Repositories): Promise<OpenedSession> {
    const now = new Date();
    await sessions.removeExpired(now);
    const token = newToken();
    const expiresAt = new Date(now.getTime() + lifetimeMs);
    await sessions.create({ tokenHash: hashToken(token), userId, expiresAt });
    return { token, expiresAt };
  }

  find(token: string): Promise<UserSession | undefined> {
    return this.database.sessions.find(hashToken(token), new Date());
  }

  async close(token: string, { sessions }: Repositories): Promise<void> {
    await sessions.remove(hashToken(token));
  }

  async view(user: User, { token, expiresAt }: OpenedSession): Promise<SessionView> {
    return {
      user: toUserView(user),
      memberships: await this.database.memberships.listOfUser(user.id),
      csrfToken: csrfTokenOf(token),
      expiresAt: expiresAt.toISOString(),
    };
  }
}

/** Whether a request carries the CSRF token of its session. */
export function isCsrfTokenOf(sessionToken: string, given: unknown): boolean {
  const expected = Buffer.from(csrfTokenOf(sessionToken));
  const actual = Buffer.from(typeof given === 'string' ? given : '');
  return actual.length === expected.length && timingSafeEqual(actual, expected);
}
