import { replicaStates } from '@slipstream/domain';
import { z } from 'zod';

import { workerReportSchema } from '../worker/worker-report.js';
import { idSchema, timestampSchema } from './fields.js';

const replicaStatsSchema = z.strictObject(workerReportSchema.shape).meta({
  id: 'ReplicaStats',
  description: 'What the replica itself reports, a second ago at most; null when it cannot be asked.',
});

export const replicaSchema = z
  .strictObject({
    id: idSchema('replica'),
    endpointId: idSchema('endpoint'),
    state: z.enum(replicaStates),
    stateSince: timestampSchema,
    reason: z.string().nullable(),
    epoch: z.number().int(),
    revision: z.number().int(),
    restarts: z.number().int(),
    pid: z.number().int().nullable(),
    address: z.string().nullable(),
    createdAt: timestampSchema,
    startedAt: timestampSchema.nullable(),
    readyAt: timestampSchema.nullable(),
    stoppedAt: timestampSchema.nullable(),
    stats: replicaStatsSchema.nullable(),
  })
  .meta({ id: 'Replica' });
export type ReplicaView = z.output<typeof replicaSchema>;
