import { learnedBytesMax, learnedContentType, learnedHeaders } from '@slipstream/contract';
import type { FastifyInstance } from 'fastify';

import { DecodeRefusal } from '../decode-refusal.js';
import { type ReplicaTokenCheck, requireReplicaToken } from '../replica-token.js';

/** Learned state on its way out. */
export interface PackedLearning {
  readonly etag: string;
  readonly modelDigest: string;
  /** The generation of learning that it belongs to. */
  readonly generation: number;
  readonly tokens: number;
  readonly bytes: Buffer;
}

export interface LearnedRouteOptions {
  readonly tokenCheck: ReplicaTokenCheck;
  /** Undefined if it is still what `etag` stands for. */
  readonly saveLearned: (etag: string | undefined) => Promise<PackedLearning | undefined>;
  /** Resolves with the new etag. @throws DecodeRefusal `learned_refused`. */
  readonly restoreLearned: (bytes: Uint8Array, includes: string | undefined) => Promise<string>;
}

/** `GET` and `PUT /internal/learned`: what this replica has learned, for a keeper outside. */
export function registerLearnedRoute(
  server: FastifyInstance,
  { tokenCheck, saveLearned, restoreLearned }: LearnedRouteOptions,
): void {
  server.addContentTypeParser(
    learnedContentType,
    { parseAs: 'buffer', bodyLimit: learnedBytesMax },
    (_request, body, done) => done(null, body),
  );
  const onRequest = requireReplicaToken(tokenCheck);
  server.get('/internal/learned', {
    onRequest,
    handler: async (request, reply) => {
      const learned = await saveLearned(request.headers['if-none-match']);
      if (learned === undefined) return reply.status(304).send();
      const { etag, modelDigest, generation, tokens, bytes } = learned;
      return reply
        .type(learnedContentType)
        .headers({
          etag,
          [learnedHeaders.modelDigest]: modelDigest,
          [learnedHeaders.generation]: generation,
          [learnedHeaders.tokens]: tokens,
        })
        .send(bytes);
    },
  });
  server.put('/internal/learned', {
    onRequest,
    bodyLimit: learnedBytesMax,
    handler: async (request, reply) => {
      if (!Buffer.isBuffer(request.body))
        throw new DecodeRefusal('invalid_request', `A body of ${learnedContentType} is wanted.`);
      const includes = request.headers[learnedHeaders.includes];
      const etag = await restoreLearned(request.body, typeof includes === 'string' ? includes : undefined);
      return reply.status(204).header('etag', etag).send();
    },
  });
}
