import type { Queries } from './database-client.js';

export interface LeaseClaim {
  readonly name: LeaseName;
  readonly epoch: bigint;
  readonly lastsMs: number;
}
export type LeaseName = 'reconciler';

/** Leases by the database's own clock. What is written under one is checked where it is written; see the migration. */
export class LeaseRepository {
  constructor(private readonly queries: Queries) {}

  /** An epoch that nobody has had. */
  async newEpoch(): Promise<bigint> {
    const [row] = await this.queries.$queryRaw<
      { epoch: bigint }[]
    >`SELECT nextval('lease_epochs') AS "epoch"`;
    return row!.epoch;
  }

  /** Takes a lease that is free or has expired; returns whether it did. */
  async take({ name, epoch, lastsMs }: LeaseClaim): Promise<boolean> {
    const count = await this.queries.$executeRaw`
      INSERT INTO "leases" ("name", "epoch", "expires_at")
      VALUES (${name}, ${epoch}, clock_timestamp() + ${lastsMs} * interval '1 millisecond')
      ON CONFLICT ("name") DO UPDATE SET "epoch" = EXCLUDED."epoch", "expires_at" = EXCLUDED."expires_at"
      WHERE "leases"."expires_at" < clock_timestamp()`;
    return count > 0;
  }

  /** False once another epoch has taken it, for good: what that one did is not known here. */
  async renew({ name, epoch, lastsMs }: LeaseClaim): Promise<boolean> {
    const count = await this.queries.$executeRaw`
      UPDATE "leases" SET "expires_at" = clock_timestamp() + ${lastsMs} * interval '1 millisecond'
      WHERE "name" = ${name} AND "epoch" = ${epoch}`;
    return count > 0;
  }

  /** Lets the next one take it at once. */
  async release({ name, epoch }: Pick<LeaseClaim, 'name' | 'epoch'>): Promise<void> {
    await this.queries.$executeRaw`DELETE FROM "leases" WHERE "name" = ${name} AND "epoch" = ${epoch}`;
  }
}
