import type { Queries } from './database-client.js';

/** One caller's promise that two requests are the same one. */
export interface IdempotencyClaim {
  /** The tenant whose keys these are, or `platform`. */
  owner: string;
  /** SHA-256 of what the caller sent as `Idempotency-Key`. */
  key: string;
}

export interface IdempotentResponse {
  /** Of the request that was answered; another request under the same key is a mistake. */
  fingerprint: string;
  /** Sealed, because a response may hold a secret that is shown once. */
  sealedBody: Uint8Array;
}

/** What POST requests with an `Idempotency-Key` were answered, kept in the transaction of what they did. */
export class IdempotentResponseRepository {
  constructor(private readonly queries: Queries) {}

  /**
   * Whether this transaction may serve the key: false while another one does. The lock ends with the transaction, so a
   * crash leaves nothing behind.
   */
  async claim({ owner, key }: IdempotencyClaim): Promise<boolean> {
    const [row] = await this.queries.$queryRaw<{ claimed: boolean }[]>`
      SELECT pg_try_advisory_xact_lock(hashtextextended(${`${owner} ${key}`}, 0)) AS claimed`;
    return row?.claimed === true;
  }

  /** A response given since then. */
  async find(claim: IdempotencyClaim, { since }: { since: Date }): Promise<IdempotentResponse | undefined> {
    const row = await this.queries.idempotentResponse.findUnique({ where: { owner_key: claim } });
    return row !== null && row.createdAt >= since ? row : undefined;
  }

  /** Replaces an older one that nobody may ask for any more. */
  async save(
    claim: IdempotencyClaim,
    { fingerprint, sealedBody }: IdempotentResponse,
    at: Date,
  ): Promise<void> {
    const data = { fingerprint, sealedBody: Uint8Array.from(sealedBody), createdAt: at };
    await this.queries.idempotentResponse.upsert({
      where: { owner_key: claim },
      create: { ...claim, ...data },
      update: data,
    });
  }

  async removeOlderThan(time: Date): Promise<void> {
    await this.queries.idempotentResponse.deleteMany({ where: { createdAt: { lt: time } } });
  }
}
