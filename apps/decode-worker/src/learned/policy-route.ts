import { speculationPolicyBodySchema, type SpeculationPolicyBody } from '@slipstream/contract';
import type { FastifyInstance } from 'fastify';

import { DecodeRefusal } from '../decode-refusal.js';
import { type ReplicaTokenCheck, requireReplicaToken } from '../replica-token.js';

export interface PolicyRouteOptions {
  readonly tokenCheck: ReplicaTokenCheck;
  /** Resolves when it applies, and what is to be forgotten is forgotten. */
  readonly adoptPolicy: (policy: SpeculationPolicyBody) => Promise<void>;
}

/** `PUT /internal/speculation-policy`. */
export function registerPolicyRoute(
  server: FastifyInstance,
  { tokenCheck, adoptPolicy }: PolicyRouteOptions,
): void {
  server.put('/internal/speculation-policy', {
    onRequest: requireReplicaToken(tokenCheck),
    handler: async (request, reply) => {
      const body = speculationPolicyBodySchema.safeParse(request.body);
      if (!body.success) throw new DecodeRefusal('invalid_request', 'A speculation policy is wanted.');
      await adoptPolicy(body.data);
      return reply.status(204).send();
    },
  });
}
