import { z } from 'zod';

import { learnedBytesMax } from '../../worker/learned-state.js';
import { endpointParams, endpointPath } from '../endpoints.js';
import { idSchema } from '../fields.js';
import { everybody, operation, scope } from '../operation.js';
import {
  problemsOfEndpoint,
  problemsOfSnapshot,
  snapshotParams,
  snapshotPath,
} from './snapshot-operations.js';
import { snapshotSchema } from './snapshot-schema.js';

/** Bytes as base64, with some room for what is said of them. */
export const snapshotFileBytesMax = Math.ceil((learnedBytesMax * 4) / 3) + 64 * 1024;
const manifestLengthMax = 16_384;

export const snapshotFileSchema = z
  .strictObject({
    manifest: z.string().max(manifestLengthMax).meta({
      description: 'What is said of the snapshot and who says it: a JSON text, signed as it stands here.',
    }),
    signature: z.string().max(128).meta({ description: 'Ed25519 over the manifest, in base64.' }),
    bytes: z.string().max(snapshotFileBytesMax).meta({
      description: 'What was learned, in base64. It holds text of requests and answers: keep it safe.',
    }),
  })
  .meta({ id: 'SnapshotFile', description: 'A snapshot on its way to another endpoint or installation.' });
export type SnapshotFile = z.output<typeof snapshotFileSchema>;

const tag = 'Snapshots';
const intoEndpoint = {
  tag,
  method: 'post',
  access: scope('endpoints:write'),
  params: endpointParams,
} as const;

export const snapshotTransferOperations = {
  export: operation({
    id: 'exportSnapshot',
    tag,
    summary: 'Export a snapshot',
    description:
      'As a file that this installation has signed. It holds what was learned from requests and answers.',
    method: 'get',
    path: `${snapshotPath}/export`,
    access: scope('endpoints:write'),
    params: snapshotParams,
    status: 200,
    result: snapshotFileSchema,
    problems: [...problemsOfSnapshot, 'SNAPSHOT_REFUSED'],
  }),
  import: operation({
    id: 'importSnapshot',
    ...intoEndpoint,
    summary: 'Import a snapshot that was exported',
    description:
      'It has to be signed by this installation for this tenant, or by another one that this one trusts, be whole, and be of ' +
      'the endpoint’s model. It becomes a candidate, and active if the endpoint has learned nothing yet or replay finds it ' +
      'no slower; then live traffic has the last word.',
    path: `${endpointPath}/snapshot-import`,
    body: snapshotFileSchema,
    bodyBytesMax: snapshotFileBytesMax + manifestLengthMax,
    status: 201,
    result: snapshotSchema,
    problems: [...problemsOfEndpoint, 'SNAPSHOT_REFUSED', 'STATE_CHANGED'],
  }),
  copy: operation({
    id: 'copySnapshot',
    ...intoEndpoint,
    summary: 'Start from a snapshot of another endpoint of the tenant',
    description: 'A warm start: the other endpoint has to have the same model. Otherwise like an import.',
    path: `${endpointPath}/snapshot-copy`,
    body: z.strictObject({ snapshotId: idSchema('snapshot') }).meta({ id: 'CopySnapshot' }),
    status: 201,
    result: snapshotSchema,
    problems: [...problemsOfSnapshot, 'KEY_RESTRICTED', 'SNAPSHOT_REFUSED', 'STATE_CHANGED'],
  }),
  signer: operation({
    id: 'getSnapshotSigner',
    tag,
    summary: 'Get the public key that this installation signs exports with',
    description: 'Another installation imports them once its operator has added the key to those it trusts.',
    method: 'get',
    path: '/api/v1/snapshot-signer',
    access: everybody,
    status: 200,
    result: z
      .strictObject({ publicKey: z.string().meta({ description: 'Ed25519, 32 bytes in base64url.' }) })
      .meta({ id: 'SnapshotSigner' }),
  }),
} as const;
