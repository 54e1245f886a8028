import { createHash } from 'node:crypto';

import type { Repositories } from '@slipstream/persistence';

import { IdempotencyKeyReused, RequestInFlight } from '../http/refusals.js';
import type { RequestContext } from '../http/request-context.js';
import type { TextSealer } from './sealed-text.js';

/** How long a response may be asked for again. */
export const idempotencyWindowMs = 24 * 60 * 60_000;

/**
 * Serves a request with an `Idempotency-Key` once, and repeats its response after that. Only what succeeded is kept: a
 * request that failed has changed nothing, so its key is free.
 */
export class Idempotency {
  constructor(private readonly sealer: TextSealer) {}

  /** @throws IdempotencyKeyReused for another request's key, RequestInFlight while the first one is being served */
  async once<Result>(
    { idempotentResponses }: Repositories,
    { context, owner }: { context: RequestContext; owner: string },
    work: () => Promise<Result>,
  ): Promise<Result> {
    const { idempotencyKey: key, fingerprint } = context;
    if (key === undefined) return work();
    // Callers choose their keys, and may choose badly: nobody needs to read them here.
    const claim = { owner, key: createHash('sha256').update(key).digest('hex') };
    if (!(await idempotentResponses.claim(claim))) throw new RequestInFlight();
    const nowMs = Date.now();
    const earlier = await idempotentResponses.find(claim, { since: new Date(nowMs - idempotencyWindowMs) });
    if (earlier === undefined) {
      const result = await work();
      const sealedBody = this.sealer.seal(JSON.stringify(result ?? null));
      await idempotentResponses.save(claim, { fingerprint, sealedBody }, new Date(nowMs));
      return result;
    }
    const body = earlier.fingerprint === fingerprint ? this.sealer.open(earlier.sealedBody) : undefined;
    if (body === undefined) throw new IdempotencyKeyReused();
    return JSON.parse(body) as Result;
  }
}
