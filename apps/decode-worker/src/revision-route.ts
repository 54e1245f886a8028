import { revisionBodySchema, type RevisionAnswer } from '@slipstream/contract';
import type { FastifyInstance } from 'fastify';

import { DecodeRefusal } from './decode-refusal.js';
import { type ReplicaTokenCheck, requireReplicaToken } from './replica-token.js';

export interface RevisionRouteOptions {
  readonly tokenCheck: ReplicaTokenCheck;
  /** Lets new requests get the weights in this folder; resolves with their fingerprint. */
  readonly revise: (targetFolder: string) => Promise<string>;
}

/** `POST /internal/revisions`: answers when new requests get the new weights. */
export function registerRevisionRoute(
  server: FastifyInstance,
  { tokenCheck, revise }: RevisionRouteOptions,
): void {
  server.post('/internal/revisions', {
    onRequest: requireReplicaToken(tokenCheck),
    handler: async (request): Promise<RevisionAnswer> => {
      const body = revisionBodySchema.safeParse(request.body);
      if (!body.success) throw new DecodeRefusal('invalid_request', 'targetFolder: a path is wanted.');
      return { fingerprint: await revise(body.data.targetFolder) };
    },
  });
}
