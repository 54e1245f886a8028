import { fileURLToPath } from 'node:url';

import { type DynamicModule, Module } from '@nestjs/common';
import { APP_FILTER, APP_GUARD, APP_INTERCEPTOR, DiscoveryModule } from '@nestjs/core';
import { PassportModule } from '@nestjs/passport';
import { variablesOf } from '@slipstream/config';
import { endDeadlineMs, replicaMachine } from '@slipstream/domain';
import type { Logger, Metrics } from '@slipstream/observability';
import { Database, LeasedDatabase, TenantDatabase } from '@slipstream/persistence';
import type { QueueBackend } from '@slipstream/queue';

import { ApiKeyController } from './api-key/api-key.controller.js';
import { AccessGuard } from './auth/access.guard.js';
import { ApiKeyStrategy } from './auth/api-key.strategy.js';
import { AuditController } from './audit/audit.controller.js';
import { PlatformAudit } from './audit/platform-audit.js';
import { BudgetController } from './budget/budget.controller.js';
import { BudgetMonitor } from './budget/budget-monitor.js';
import { Autoscaler } from './autoscaling/autoscaler.js';
import { ResponseCleanup } from './change/response-cleanup.js';
import { UnitsOfWork } from './change/units-of-work.js';
import { type Configuration, configurationToken } from './configuration.js';
import { EndpointController } from './endpoint/endpoint.controller.js';
import { EtagInterceptor } from './http/etag.interceptor.js';
import { ProblemFilter } from './http/problem.filter.js';
import { loggerToken } from './logging.js';
import { ModelController } from './model/model.controller.js';
import { AdmissionProcess } from './model/admission-process.js';
import { ModelFiles } from './model/model-files.js';
import { ModelAdmission } from './model/model-admission.js';
import { DocsController } from './openapi/docs.controller.js';
import { OidcController } from './oidc/oidc.controller.js';
import { OidcClient } from './oidc/oidc-client.js';
import { OidcSignIn } from './oidc/oidc-sign-in.js';
import { metricsToken } from './operations/metrics-token.js';
import { OperationsController } from './operations/operations.controller.js';
import { LocalProcessReplicaProvider } from './replica/local-process-provider.js';
import { EndpointReconciler } from './replica/endpoint-reconciler.js';
import { Reconciler } from './replica/reconciler.js';
import { replicaProviderToken } from './replica/replica-provider.js';
import { ReplicaSupervisor } from './replica/replica-supervisor.js';
import { WorkerReports } from './replica/worker-reports.js';
import { LearningLineage } from './rollout/learning-lineage.js';
import { RolloutJournal } from './rollout/rollout-journal.js';
import { SurgeRollout } from './rollout/surge-rollout.js';
import { RevisionController } from './revision/revision.controller.js';
import { RevisionRollout } from './revision/revision-rollout.js';
import { SnapshotController } from './snapshot/snapshot.controller.js';
import { SnapshotEvaluation } from './snapshot/snapshot-evaluation.js';
import { SnapshotOutcomes } from './snapshot/snapshot-outcomes.js';
import { SnapshotFiling } from './snapshot/snapshot-filing.js';
import { SnapshotJudge } from './snapshot/snapshot-judge.js';
import { KnownLearnings } from './snapshot/known-learning.js';
import { SnapshotKeeper } from './snapshot/snapshot-keeper.js';
import { SnapshotLoader } from './snapshot/snapshot-loader.js';
import { SnapshotIntake } from './snapshot/transfer/snapshot-intake.js';
import { WarmStart } from './snapshot/transfer/warm-start.js';
import { SnapshotTransferController } from './snapshot/transfer/snapshot-transfer.controller.js';
import { SnapshotMerge } from './snapshot/snapshot-merge.js';
import { SnapshotPromotion } from './snapshot/snapshot-promotion.js';
import { SnapshotRounds } from './snapshot/snapshot-rounds.js';
import { SnapshotStateController } from './snapshot/snapshot-state.controller.js';
import { HeldOutSequences } from './speculation/held-out-sequences.js';
import { ReplicaPolicies } from './speculation/replica-policies.js';
import { SpeculationPolicyController } from './speculation/speculation-policy.controller.js';
import { SpeculationController } from './speculation/speculation.controller.js';
import { SpeculationHistory } from './speculation/speculation-history.js';
import { SpeculationCollector } from './speculation/speculation-collector.js';
import { SnapshotVerdicts } from './snapshot/snapshot-verdicts.js';
import { TenantController } from './tenant/tenant.controller.js';
import { UsageCollector } from './usage/usage-collector.js';
import { UsageLimitsController } from './usage/usage-limits.controller.js';
import { UsageController } from './usage/usage.controller.js';
import { InvitationController } from './user/invitation.controller.js';
import { InvitationAcceptance } from './user/invitation-acceptance.js';
import { LocalStrategy } from './user/local.strategy.js';
import { MemberController } from './user/member.controller.js';
import { SessionController } from './user/session.controller.js';
import { SessionStrategy } from './user/session.strategy.js';
import { Sessions } from './user/sessions.js';
import { SignInLimiter } from './user/sign-in-limiter.js';
import { Errands } from './work/errands.js';
import { Leadership, type ProcessLife, processLifeToken } from './work/leadership.js';
import { AddressPolicy } from './webhook/address-policy.js';
import { WebhookController } from './webhook/webhook.controller.js';
import { WebhookDispatcher } from './webhook/webhook-dispatcher.js';
import { WebhookSecrets } from './webhook/webhook-secrets.js';
import { WebhookSender } from './webhook/webhook-sender.js';
import { MarkedMethods } from './work/marked-methods.js';
import { queueBackendToken, Work } from './work/work.js';

export interface AppOptions {
  readonly configuration: Configuration;
  readonly database: Database;
  readonly leasedDatabase: LeasedDatabase;
  readonly tenantDatabase: TenantDatabase;
  readonly life: ProcessLife;
  readonly queueBackend: QueueBackend;
  readonly logger: Logger;
  readonly metrics: Metrics;
}

const workerProgram = fileURLToPath(new URL('../../decode-worker/dist/main.js', import.meta.url));

const apiControllers = [
  TenantController,
  ApiKeyController,
  ModelController,
  EndpointController,
  RevisionController,
  SnapshotController,
  SnapshotStateController,
  SnapshotTransferController,
  SpeculationController,
  SpeculationPolicyController,
  UsageController,
  UsageLimitsController,
  BudgetController,
  WebhookController,
  AuditController,
  SessionController,
  OidcController,
  MemberController,
  InvitationController,
  DocsController,
];

const services = [
  ApiKeyStrategy,
  LocalStrategy,
  SessionStrategy,
  Sessions,
  SignInLimiter,
  InvitationAcceptance,
  OidcClient,
  OidcSignIn,
  UnitsOfWork,
  ResponseCleanup,
  PlatformAudit,
  SnapshotFiling,
  KnownLearnings,
  ReplicaPolicies,
  HeldOutSequences,
  SnapshotKeeper,
  SnapshotLoader,
  SnapshotJudge,
  SnapshotEvaluation,
  SnapshotOutcomes,
  SnapshotMerge,
  SnapshotPromotion,
  SnapshotVerdicts,
  SnapshotIntake,
  WarmStart,
  SpeculationHistory,
  SpeculationCollector,
  SnapshotRounds,
  WorkerReports,
  LearningLineage,
  ReplicaSupervisor,
  RolloutJournal,
  SurgeRollout,
  RevisionRollout,
  EndpointReconciler,
  Reconciler,
  Autoscaler,
  ModelFiles,
  AdmissionProcess,
  ModelAdmission,
  UsageCollector,
  BudgetMonitor,
  AddressPolicy,
  WebhookSecrets,
  WebhookSender,
  WebhookDispatcher,
  MarkedMethods,
  Errands,
  Leadership,
  Work,
];

/** The wiring of the control plane. */
@Module({})
export class AppModule {
  static with(options: AppOptions): DynamicModule {
    const { configuration, database, leasedDatabase, tenantDatabase } = options;
    const { life, queueBackend, logger, metrics } = options;
    const provider = new LocalProcessReplicaProvider({
      workerProgram,
      dataFolder: configuration.DATA_DIR,
      environment: { ...variablesOf('OTEL_'), ...variablesOf('MEMORY_MIB') },
      readyDeadlineMs: replicaMachine.starting.deadlineMs,
      leaseMs: configuration.WORKER_LEASE_SECONDS * 1_000,
      stopDeadlineMs: endDeadlineMs,
    });
    return {
      module: AppModule,
      imports: [PassportModule, DiscoveryModule],
      controllers:
        configuration.ROLE === 'maintenance'
          ? [OperationsController]
          : [OperationsController, ...apiControllers],
      providers: [
        { provide: configurationToken, useValue: configuration },
        { provide: loggerToken, useValue: logger },
        { provide: metricsToken, useValue: metrics },
        { provide: Database, useValue: database },
        { provide: LeasedDatabase, useValue: leasedDatabase },
        { provide: TenantDatabase, useValue: tenantDatabase },
        { provide: processLifeToken, useValue: life },
        { provide: queueBackendToken, useValue: queueBackend },
        { provide: replicaProviderToken, useValue: provider },
        { provide: APP_FILTER, useClass: ProblemFilter },
        { provide: APP_GUARD, useClass: AccessGuard },
        { provide: APP_INTERCEPTOR, useClass: EtagInterceptor },
        ...services,
      ],
    };
  }
}
