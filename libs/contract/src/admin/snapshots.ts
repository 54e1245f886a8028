import { snapshotStates } from '@slipstream/domain';
import { z } from 'zod';

import { endpointParams, endpointPath } from './endpoints.js';
import { idSchema, timestampSchema } from './fields.js';
import { operation, scope } from './operation.js';
import { pageQuerySchema, pageSchema } from './page.js';

export const snapshotSchema = z
  .strictObject({
    id: idSchema('snapshot'),
    endpointId: idSchema('endpoint'),
    version: z.number().int().meta({ description: 'Rises by one with every snapshot of the endpoint.' }),
    state: z.enum(snapshotStates).meta({ description: 'Replicas start with the active one.' }),
    reason: z.string().nullable().meta({ description: 'Why it was rejected.' }),
    replicaId: idSchema('replica').meta({ description: 'Whose learning it is.' }),
    modelDigest: z.string().meta({ description: 'SHA-256 of the GGUF of the endpoint’s first revision.' }),
    learnedTokens: z.number().int().meta({ description: 'Tokens it was learned from, in all.' }),
    sizeBytes: z.number().int(),
    sha256: z.string(),
    createdAt: timestampSchema,
  })
  .meta({ id: 'Snapshot' });
export type SnapshotView = z.output<typeof snapshotSchema>;

const tag = 'Snapshots';
const collection = `${endpointPath}/snapshots`;
const snapshotPath = `${collection}/{snapshotId}`;
const snapshotParams = endpointParams.extend({ snapshotId: idSchema('snapshot') });
const ofEndpoint = ['TENANT_NOT_FOUND', 'ENDPOINT_NOT_FOUND'] as const;
const ofSnapshot = [...ofEndpoint, 'SNAPSHOT_NOT_FOUND'] as const;

export const snapshotOperations = {
  create: operation({
    id: 'createSnapshot',
    tag,
    summary: 'Keep what an endpoint has learned, now',
    description:
      'This also happens by itself, every minute and whenever a replica is drained. Gives the active snapshot when ' +
      'nothing was learned since.',
    method: 'post',
    path: collection,
    access: scope('endpoints:write'),
    params: endpointParams,
    status: 201,
    result: snapshotSchema,
    problems: [...ofEndpoint, 'NO_READY_REPLICA', 'STATE_CHANGED'],
  }),
  list: operation({
    id: 'listSnapshots',
    tag,
    summary: 'List the snapshots of an endpoint, oldest first',
    method: 'get',
    path: collection,
    access: scope('endpoints:read'),
    params: endpointParams,
    query: pageQuerySchema,
    status: 200,
    result: pageSchema(snapshotSchema),
    problems: ofEndpoint,
  }),
  find: operation({
    id: 'getSnapshot',
    tag,
    summary: 'Get a snapshot',
    method: 'get',
    path: snapshotPath,
    access: scope('endpoints:read'),
    params: snapshotParams,
    status: 200,
    result: snapshotSchema,
    problems: ofSnapshot,
  }),
  promote: operation({
    id: 'promoteSnapshot',
    tag,
    summary: 'Go back, or forward, to a snapshot',
    description: 'Running replicas go on from it at once, without a stop, and new ones start with it.',
    method: 'post',
    path: `${snapshotPath}/promote`,
    access: scope('endpoints:write'),
    params: snapshotParams,
    status: 202,
    result: snapshotSchema,
    problems: [...ofSnapshot, 'TRANSITION_REFUSED', 'STATE_CHANGED'],
  }),
  remove: operation({
    id: 'deleteSnapshot',
    tag,
    summary: 'Delete a snapshot and its bytes for good',
    method: 'delete',
    path: snapshotPath,
    access: scope('endpoints:write'),
    params: snapshotParams,
    status: 204,
    problems: ofSnapshot,
  }),
} as const;
