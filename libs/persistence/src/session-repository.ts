import type { UserId } from '@slipstream/domain';
import type { Queries } from './database-client.js';
import { toUser, type User } from './user-repository.js';

export interface UserSession {
  user: User;
  expiresAt: Date;
}

/** Signed-in browsers, found by the hash of what they hold. */
export class SessionRepository {
  constructor(private readonly queries: Queries) {}

  async create(session: { tokenHash: string; userId: UserId; expiresAt: Date }): Promise<void> {
    await this.queries.userSession.create({ data: session });
  }

  /** One that is good at that time. */
  async find(tokenHash: string, at: Date): Promise<UserSession | undefined> {
    const row = await this.queries.userSession.findFirst({
      where: { tokenHash, expiresAt: { gt: at } },
      include: { user: true },
    });
    return row ? { user: toUser(row.user), expiresAt: row.expiresAt } : undefined;
  }

  async remove(tokenHash: string): Promise<void> {
    await this.queries.userSession.deleteMany({ where: { tokenHash } });
  }

  async removeOfUser(userId: UserId): Promise<void> {
    await this.queries.userSession.deleteMany({ where: { userId } });
  }

  async removeExpired(at: Date): Promise<void> {
    await this.queries.userSession.deleteMany({ where: { expiresAt: { lte: at } } });
  }
}
