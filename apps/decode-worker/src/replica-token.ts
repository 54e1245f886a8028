import { createHash, timingSafeEqual } from 'node:crypto';

import type { FastifyRequest } from 'fastify';

import { DecodeRefusal } from './decode-refusal.js';

/** Compares digests, so that neither the length nor any prefix of the token shows in the time it takes. */
export class ReplicaTokenCheck {
  private readonly expected: Buffer;

  constructor(token: string) {
    this.expected = digestOf(`Bearer ${token}`);
  }

  accepts(authorization: string | undefined): boolean {
    return timingSafeEqual(digestOf(authorization ?? ''), this.expected);
  }
}

/** A hook that lets only requests with the replica's token pass. */
export function requireReplicaToken(tokenCheck: ReplicaTokenCheck) {
  return async (request: Pick<FastifyRequest, 'headers'>): Promise<void> => {
    if (tokenCheck.accepts(request.headers.authorization)) return;
    throw new DecodeRefusal('unauthorized', 'This worker wants "Authorization: Bearer <replica token>".');
  };
}

function digestOf(text: string): Buffer {
  return createHash('sha256').update(text).digest();
}
