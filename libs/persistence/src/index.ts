export { hashApiKey } from './api-key-hash.js';
export { ApiKeyRepository, isUsable, type ApiKey, type NewApiKey } from './api-key-repository.js';
export { applyMigrations, type MigrationOptions } from './apply-migrations.js';
export { type Actor, type AuditedState, type AuditEvent, AuditRepository } from './audit-repository.js';
export { BudgetRepository, type Budget } from './budget-repository.js';
export { Database, openDatabase, type DatabaseOptions } from './database.js';
export type { Endpoint, EndpointScale, ScalingPolicy } from './endpoint.js';
export { EndpointRepository, type EndpointObservation } from './endpoint-repository.js';
export * from './errors.js';
export { IdentityRepository, type Identity } from './identity-repository.js';
export { DriftEventRepository, type DriftEvent } from './drift-event-repository.js';
export {
  SpeculationHistoryRepository,
  type HistoryRetention,
  type RollupResolution,
  type SpanRange,
  type SpeculationSpan,
  type SpeculationWindow,
} from './speculation-history-repository.js';
export { HeldOutRepository, type HeldOutRow } from './held-out-repository.js';
export { InvitationRepository, type Invitation } from './invitation-repository.js';
export { listenForWork } from './listen-for-work.js';
export type { Listener } from './reconnecting-listener.js';
export { listenForChanges, type Change, type ChangedTable } from './listen-for-changes.js';
export { LeaseRepository, type LeaseClaim, type LeaseName } from './lease-repository.js';
export { LeasedDatabase, openLeasedDatabase } from './leased-database.js';
export { MembershipRepository, type Membership, type TenantOfUser } from './membership-repository.js';
export {
  ModelRepository,
  type Model,
  type ModelProgress,
  type ModelSource,
  type ProfileCandidate,
  type ModelTransition,
} from './model-repository.js';
export { newApiKeySecret, newId } from './new-id.js';
export { type OutboxEntry, OutboxRepository, type WaitingEntry } from './outbox-repository.js';
export { openQueuePool, type QueuePool } from './queue-pool.js';
export { asOwner, type OwnerSession } from './owner-session.js';
export { pageLimitMax, type PageRequest } from './page.js';
export { ReplicaRepository, type Replica, type ReplicaTransition } from './replica-repository.js';
export { deriveReplicaToken, type ReplicaTokenInput } from './replica-token.js';
export { RevisionRepository, type Revision, type RevisionGate } from './revision-repository.js';
export { ScalingRepository, type Demand, type GatewayDemand } from './scaling-repository.js';
export { Repositories } from './repositories.js';
export { RouteRepository, type ReplicaRoute, type Route } from './route-repository.js';
export type { NewSnapshot, Snapshot } from './snapshot.js';
export { SnapshotRepository, type Retention } from './snapshot-repository.js';
export { SnapshotStateRepository, type SnapshotMove } from './snapshot-state-repository.js';
export {
  SpeculationPolicyRepository,
  type SpeculationPolicy,
  type SpeculationPolicyChange,
} from './speculation-policy-repository.js';
export {
  databaseUrlFor,
  ensureServiceRole,
  type DatabaseRole,
  type ServiceRoleOptions,
} from './service-role.js';
export { openTenantDatabase, TenantDatabase } from './tenant-database.js';
export { SessionRepository, type UserSession } from './session-repository.js';
export { UserRepository, type Account, type User } from './user-repository.js';
export { TenantRepository, type Tenant } from './tenant-repository.js';
export { UsageLimitRepository, type UsageSubject } from './usage-limit-repository.js';
export { UsageRepository, type UsageEntry, type UsageEntryPage } from './usage-repository.js';
export {
  UsageSums,
  usageSumCountMax,
  type UsageBucket,
  type UsageSelection,
  type UsageSum,
} from './usage-sums.js';
export {
  WebhookDeliveryRepository,
  type AttemptRecord,
  type DueDelivery,
  type WebhookDelivery,
} from './webhook-delivery-repository.js';
export { WebhookRepository, type Webhook } from './webhook-repository.js';
export {
  startEmbeddedPostgres,
  type EmbeddedPostgres,
  type EmbeddedPostgresOptions,
} from './embedded/embedded-database.js';
