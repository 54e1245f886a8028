import type { UserId } from '@slipstream/domain';
import type { Queries } from './database-client.js';
import { toUser, type User } from './user-repository.js';

/** A person as an OpenID Connect provider names them: the pair never changes, an email address may. */
export interface Identity {
  issuer: string;
  subject: string;
}

export class IdentityRepository {
  constructor(private readonly queries: Queries) {}

  async findUser({ issuer, subject }: Identity): Promise<User | undefined> {
    const row = await this.queries.userIdentity.findUnique({
      where: { issuer_subject: { issuer, subject } },
      include: { user: true },
    });
    return row ? toUser(row.user) : undefined;
  }

  async link({ issuer, subject }: Identity, userId: UserId): Promise<void> {
    await this.queries.userIdentity.create({ data: { issuer, subject, userId } });
  }
}
