import { z } from 'zod';

import { endpointParams, endpointPath } from '../endpoints.js';
import { idSchema } from '../fields.js';
import { operation, scope } from '../operation.js';
import { pageQuerySchema, pageSchema } from '../page.js';
import { snapshotSchema } from './snapshot-schema.js';

const tag = 'Snapshots';
export const snapshotCollection = `${endpointPath}/snapshots`;
export const snapshotPath = `${snapshotCollection}/{snapshotId}`;
export const snapshotParams = endpointParams.extend({ snapshotId: idSchema('snapshot') });
export const problemsOfEndpoint = ['TENANT_NOT_FOUND', 'ENDPOINT_NOT_FOUND'] as const;
export const problemsOfSnapshot = [...problemsOfEndpoint, 'SNAPSHOT_NOT_FOUND'] as const;
const problemsOfChange = [...problemsOfSnapshot, 'TRANSITION_REFUSED', 'STATE_CHANGED'] as const;

const promoteQuerySchema = z.strictObject({
  force: z
    .enum(['true', 'false'])
    .default('false')
    .meta({ description: 'Whether to promote a version that was not judged, or was rejected.' }),
});

export const snapshotOperations = {
  create: operation({
    id: 'createSnapshot',
    tag,
    summary: 'Keep what an endpoint has learned, now',
    description:
      'This also happens by itself, at intervals and whenever a replica is drained. Gives the newest snapshot when ' +
      'nothing was learned since.',
    method: 'post',
    path: snapshotCollection,
    access: scope('endpoints:write'),
    params: endpointParams,
    status: 201,
    result: snapshotSchema,
    problems: [...problemsOfEndpoint, 'NO_READY_REPLICA', 'STATE_CHANGED'],
  }),
  list: operation({
    id: 'listSnapshots',
    tag,
    summary: 'List the snapshots of an endpoint, oldest first',
    method: 'get',
    path: snapshotCollection,
    access: scope('endpoints:read'),
    params: endpointParams,
    query: pageQuerySchema,
    status: 200,
    result: pageSchema(snapshotSchema),
    problems: problemsOfEndpoint,
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
    problems: problemsOfSnapshot,
  }),
  promote: operation({
    id: 'promoteSnapshot',
    tag,
    summary: 'Go back, or forward, to a snapshot',
    description:
      'Running replicas go on from it at once, without a stop, and new ones start with it. A version that was never ' +
      'active, or was rejected, takes `force=true`; live measurement still takes it back if it is slower.',
    method: 'post',
    path: `${snapshotPath}/promote`,
    access: scope('endpoints:write'),
    params: snapshotParams,
    query: promoteQuerySchema,
    status: 202,
    result: snapshotSchema,
    problems: problemsOfChange,
  }),
  freeze: operation({
    id: 'freezeSnapshot',
    tag,
    summary: 'Keep a snapshot whatever the retention policy says',
    description: 'One that is active is kept anyway; to stay with it, pin it by the speculation policy.',
    method: 'post',
    path: `${snapshotPath}/freeze`,
    access: scope('endpoints:write'),
    params: snapshotParams,
    status: 200,
    result: snapshotSchema,
    problems: problemsOfChange,
  }),
  unfreeze: operation({
    id: 'unfreezeSnapshot',
    tag,
    summary: 'Leave a frozen snapshot to the retention policy',
    method: 'post',
    path: `${snapshotPath}/unfreeze`,
    access: scope('endpoints:write'),
    params: snapshotParams,
    status: 200,
    result: snapshotSchema,
    problems: problemsOfChange,
  }),
  rollback: operation({
    id: 'rollBackSnapshot',
    tag,
    summary: 'Go back to the version that was active before',
    description: 'The present one is rejected; without an earlier one there is nothing to go back to (404).',
    method: 'post',
    path: `${endpointPath}/snapshot-rollback`,
    access: scope('endpoints:write'),
    params: endpointParams,
    status: 202,
    result: snapshotSchema,
    problems: problemsOfChange,
  }),
  remove: operation({
    id: 'deleteSnapshot',
    tag,
    summary: 'Delete a snapshot and its bytes for good',
    description: 'Replicas keep what they know of it; to make them forget, delete all that was learned.',
    method: 'delete',
    path: snapshotPath,
    access: scope('endpoints:write'),
    params: snapshotParams,
    status: 204,
    problems: problemsOfSnapshot,
  }),
  removeAll: operation({
    id: 'deleteLearnedData',
    tag,
    summary: 'Delete all that an endpoint has learned',
    description:
      'Every snapshot, frozen ones too, and every sequence kept to judge them by; replicas forget what they know. What ' +
      'was learned before and is still on its way is refused.',
    method: 'delete',
    path: snapshotCollection,
    access: scope('endpoints:write'),
    params: endpointParams,
    status: 204,
    problems: problemsOfEndpoint,
  }),
} as const;
