import type { Readable } from 'node:stream';

import { learnedBytesMax, learnedContentType, learnedHeaders } from '@slipstream/contract';
import type { FastifyInstance, FastifyRequest } from 'fastify';

import { DecodeRefusal } from '../decode-refusal.js';
import { type ReplicaTokenCheck, requireReplicaToken } from '../replica-token.js';

/** Learned state on its way out. */
export interface PackedLearning {
  readonly etag: string;
  readonly modelDigest: string;
  /** The generation of learning that it belongs to. */
  readonly generation: number;
  readonly tokens: number;
  /** Read while it is being compressed, so that the whole is never put together here. */
  readonly bytes: Readable;
}

/** Learned state on its way in. */
export interface OfferedLearning {
  readonly bytes: Uint8Array;
  /** The etag of this replica's learning that it contains, if any. */
  readonly includes: string | undefined;
  /** The version that it is. */
  readonly snapshotId: string | undefined;
}

/** What became of it: `in use` under a new etag, or first tried against what was learned so far. */
export type TakenLearning = { readonly kind: 'inUse'; readonly etag: string } | { readonly kind: 'onTrial' };

export interface LearnedRouteOptions {
  readonly tokenCheck: ReplicaTokenCheck;
  /** Undefined if it is still what `etag` stands for. */
  readonly saveLearned: (etag: string | undefined) => Promise<PackedLearning | undefined>;
  /** @throws DecodeRefusal `learned_refused`. */
  readonly takeLearned: (learned: OfferedLearning) => Promise<TakenLearning>;
}

/** `GET` and `PUT /internal/learned`: what this replica has learned, for a keeper outside. */
export function registerLearnedRoute(
  server: FastifyInstance,
  { tokenCheck, saveLearned, takeLearned }: LearnedRouteOptions,
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
      const taken = await takeLearned({
        bytes: request.body,
        includes: headerOf(request, learnedHeaders.includes),
        snapshotId: headerOf(request, learnedHeaders.snapshot),
      });
      reply.status(204).header(learnedHeaders.trial, taken.kind === 'onTrial' ? 'started' : 'none');
      return (taken.kind === 'inUse' ? reply.header('etag', taken.etag) : reply).send();
    },
  });
}

function headerOf({ headers }: FastifyRequest, name: string): string | undefined {
  const value = headers[name];
  return typeof value === 'string' ? value : undefined;
}
