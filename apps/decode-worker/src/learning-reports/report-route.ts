import type { NumberedReport, SpeculationReports } from '@slipstream/contract';
import type { FastifyInstance } from 'fastify';
import { z } from 'zod';

import { DecodeRefusal } from '../decode-refusal.js';
import { type ReplicaTokenCheck, requireReplicaToken } from '../replica-token.js';

export interface LearningReportRouteOptions {
  readonly tokenCheck: ReplicaTokenCheck;
  /** After it has ended the present window, if that has lasted so long. */
  readonly reportsAfter: (number: number, windowSeconds: number) => NumberedReport[];
}

const querySchema = z.object({
  after: z.coerce.number().int().min(0).default(0),
  windowSeconds: z.coerce.number().min(0).default(60),
});

/** `GET /internal/reports?after=N&windowSeconds=S`. */
export function registerLearningReportRoute(
  server: FastifyInstance,
  { tokenCheck, reportsAfter }: LearningReportRouteOptions,
): void {
  server.get('/internal/reports', {
    onRequest: requireReplicaToken(tokenCheck),
    handler: (request): SpeculationReports => {
      const query = querySchema.safeParse(request.query);
      if (!query.success)
        throw new DecodeRefusal('invalid_request', 'after, windowSeconds: numbers are wanted.');
      return { reports: reportsAfter(query.data.after, query.data.windowSeconds) };
    },
  });
}
