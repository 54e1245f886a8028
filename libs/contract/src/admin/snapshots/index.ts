export * from './snapshot-evidence.js';
export { snapshotOperations } from './snapshot-operations.js';
export {
  type SnapshotFile,
  snapshotFileBytesMax,
  snapshotTransferOperations,
} from './transfer-operations.js';
export { snapshotSchema, type SnapshotView } from './snapshot-schema.js';
