import type { WorkerReport } from '@slipstream/contract';
import type { FastifyInstance } from 'fastify';

import { type ReplicaTokenCheck, requireReplicaToken } from '../replica-token.js';

export interface ReportRouteOptions {
  readonly tokenCheck: ReplicaTokenCheck;
  readonly report: () => WorkerReport;
}

/** `GET /internal/report`: what the worker does at the moment, for whoever decides how many there should be. */
export function registerReportRoute(
  server: FastifyInstance,
  { tokenCheck, report }: ReportRouteOptions,
): void {
  server.get('/internal/report', {
    onRequest: requireReplicaToken(tokenCheck),
    handler: async (): Promise<WorkerReport> => report(),
  });
}
