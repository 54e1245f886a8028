export {
  apiKeyPrefix,
  apiKeyRandomByteCount,
  displayOf,
  formatApiKey,
  parseApiKey,
  type ApiKeyDisplay,
  type ApiKeySecret,
} from './api-key.js';
export type { Brand } from './brand.js';
export {
  conditionTypes,
  nextConditions,
  type ConditionFinding,
  type ConditionType,
  type EndpointCondition,
} from './endpoint-condition.js';
export { deadlineOf, endpointDeadlinesMs } from './endpoint-deadlines.js';
export {
  desiredEndpointStates,
  endpointStates,
  isServing,
  nextEndpointStates,
  type DesiredEndpointState,
  type EndpointState,
} from './endpoint-state.js';
export * from './errors.js';
export {
  createId,
  idPrefixes,
  isId,
  parseId,
  type ApiKeyId,
  type AuditEventId,
  type BudgetId,
  type DriftEventId,
  type EndpointId,
  type IdNoun,
  type IdSeed,
  type InvitationId,
  type ModelId,
  type ReplicaId,
  type RequestId,
  type SnapshotId,
  type TenantId,
  type UserId,
  type WebhookDeliveryId,
  type WebhookId,
} from './ids.js';
export {
  modelStates,
  nextModelStates,
  quantizationProfiles,
  type ModelState,
  type QuantizationProfile,
} from './model-state.js';
export {
  drainPatienceMs,
  endDeadlineMs,
  nextReplicaStates,
  replicaAfter,
  type ReplicaEvent,
  replicaEvents,
  replicaMachine,
  replicaStates,
  type ReplicaState,
} from './replica-state.js';
export {
  nextRevisionStates,
  revisionStates,
  revisionStrategies,
  type RevisionState,
  type RevisionStrategy,
} from './revision-state.js';
export {
  mayPromote,
  nextSnapshotStates,
  snapshotKinds,
  snapshotStates,
  type SnapshotKind,
  type SnapshotState,
} from './snapshot-state.js';
export { outranks, roles, scopesOf, type Role } from './role.js';
export { grants, isScope, scopes, type Scope } from './scope.js';
export { assertTransition, canBecome, type Transition, type TransitionTable } from './transitions.js';
export { formatUlid, ulidRandomByteCount } from './ulid.js';
