import { StateChanged, type UserId } from '@slipstream/domain';
import { isUniqueViolation, type Queries } from './database-client.js';
import type { User as UserRow } from './generated/client.js';

export interface User {
  id: UserId;
  /** In lower case. */
  email: string;
  name: string;
  createdAt: Date;
}

/** A user and, apart from what may be shown of them, what their password is checked by. */
export interface Account {
  user: User;
  /** argon2id, in its own textual form. */
  passwordHash: string;
}

export class UserRepository {
  constructor(private readonly queries: Queries) {}

  /** Without a password for somebody who signs in elsewhere. */
  async create({
    passwordHash,
    ...user
  }: Omit<User, 'createdAt'> & Partial<Pick<Account, 'passwordHash'>>): Promise<User> {
    const password = passwordHash === undefined ? {} : { password: { create: { hash: passwordHash } } };
    try {
      return toUser(await this.queries.user.create({ data: { ...user, ...password } }));
    } catch (error) {
      throw isUniqueViolation(error) ? new StateChanged('account', 'missing') : error;
    }
  }

  async find(email: string): Promise<User | undefined> {
    const row = await this.queries.user.findUnique({ where: { email } });
    return row ? toUser(row) : undefined;
  }

  /** For signing in: nothing else needs the hash. */
  async findByEmail(email: string): Promise<Account | undefined> {
    const row = await this.queries.user.findUnique({ where: { email }, include: { password: true } });
    if (!row?.password) return undefined;
    const { password, ...user } = row;
    return { user: toUser(user), passwordHash: password.hash };
  }

  /** Whether somebody still has a password; until the transaction ends nobody takes it from them. */
  async keepsPassword(userId: UserId): Promise<boolean> {
    const rows = await this.queries.$queryRaw<unknown[]>`
      SELECT 1 FROM "user_passwords" WHERE "user_id" = ${String(userId)} FOR SHARE`;
    return rows.length > 0;
  }

  /** Returns whether there was one. */
  async removePassword(userId: UserId): Promise<boolean> {
    const { count } = await this.queries.userPassword.deleteMany({ where: { userId } });
    return count > 0;
  }
}

export function toUser(row: UserRow): User {
  return { ...row, id: row.id as UserId };
}
