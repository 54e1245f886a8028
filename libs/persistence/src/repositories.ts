import { ApiKeyRepository } from './api-key-repository.js';
import { AuditRepository } from './audit-repository.js';
import type { Queries } from './database-client.js';
import { EndpointRepository } from './endpoint-repository.js';
import { IdempotentResponseRepository } from './idempotent-response-repository.js';
import { InvitationRepository } from './invitation-repository.js';
import { LeaseRepository } from './lease-repository.js';
import { MembershipRepository } from './membership-repository.js';
import { ModelRepository } from './model-repository.js';
import { OutboxRepository } from './outbox-repository.js';
import { ReplicaRepository } from './replica-repository.js';
import { RevisionRepository } from './revision-repository.js';
import { RouteRepository } from './route-repository.js';
import { SnapshotRepository } from './snapshot-repository.js';
import { SnapshotStateRepository } from './snapshot-state-repository.js';
import { SpeculationPolicyRepository } from './speculation-policy-repository.js';
import { SessionRepository } from './session-repository.js';
import { TenantRepository } from './tenant-repository.js';
import { UsageLimitRepository } from './usage-limit-repository.js';
import { UsageRepository } from './usage-repository.js';
import { UsageSums } from './usage-sums.js';
import { UserRepository } from './user-repository.js';

/** One repository per noun, on the client or on one transaction of it. Nothing outside this library sees Prisma. */
export class Repositories {
  readonly tenants: TenantRepository;
  readonly apiKeys: ApiKeyRepository;
  readonly models: ModelRepository;
  readonly endpoints: EndpointRepository;
  readonly revisions: RevisionRepository;
  readonly replicas: ReplicaRepository;
  readonly snapshots: SnapshotRepository;
  readonly snapshotStates: SnapshotStateRepository;
  readonly speculationPolicies: SpeculationPolicyRepository;
  readonly routes: RouteRepository;
  readonly users: UserRepository;
  readonly memberships: MembershipRepository;
  readonly invitations: InvitationRepository;
  readonly sessions: SessionRepository;
  readonly leases: LeaseRepository;
  readonly outbox: OutboxRepository;
  readonly audit: AuditRepository;
  readonly idempotentResponses: IdempotentResponseRepository;
  readonly usage: UsageRepository;
  readonly usageSums: UsageSums;
  readonly usageLimits: UsageLimitRepository;

  constructor(queries: Queries) {
    this.tenants = new TenantRepository(queries);
    this.apiKeys = new ApiKeyRepository(queries);
    this.models = new ModelRepository(queries);
    this.endpoints = new EndpointRepository(queries);
    this.revisions = new RevisionRepository(queries);
    this.replicas = new ReplicaRepository(queries);
    this.snapshots = new SnapshotRepository(queries);
    this.snapshotStates = new SnapshotStateRepository(queries);
    this.speculationPolicies = new SpeculationPolicyRepository(queries);
    this.routes = new RouteRepository(queries);
    this.users = new UserRepository(queries);
    this.memberships = new MembershipRepository(queries);
    this.invitations = new InvitationRepository(queries);
    this.sessions = new SessionRepository(queries);
    this.leases = new LeaseRepository(queries);
    this.outbox = new OutboxRepository(queries);
    this.audit = new AuditRepository(queries);
    this.idempotentResponses = new IdempotentResponseRepository(queries);
    this.usage = new UsageRepository(queries);
    this.usageSums = new UsageSums(queries);
    this.usageLimits = new UsageLimitRepository(queries);
  }
}
