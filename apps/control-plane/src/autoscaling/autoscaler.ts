import { Inject, Injectable, type OnModuleDestroy } from '@nestjs/common';
import type { WorkerReport } from '@slipstream/contract';
import { type ConditionFinding, type EndpointId, nextConditions } from '@slipstream/domain';
import type { Logger } from '@slipstream/observability';
import { Database, type Demand, type Endpoint, type Replica } from '@slipstream/persistence';
import { PeriodicTask } from '@slipstream/queue';

import { platformEvent } from '../audit/platform-audit.js';
import { loggerToken } from '../logging.js';
import { WorkerReports } from '../replica/worker-reports.js';
import { describeScale } from './describe-scale.js';
import { loadOf } from './load-of.js';
import { ReplicaScaler } from './replica-scaler.js';
import { type LoadTargets, wantedReplicas } from './wanted-replicas.js';

const intervalMs = 1_000;
const pageSize = 100;
/** Gateways report every second. What is older is a gateway that has gone. */
const demandAgeMsMax = 5_000;
const scaleUpDelayMs = 3_000;
/** What holds unless the endpoint says otherwise. Its replicas say how many sequences they decode together. */
const defaultPolicy = { targetQueueMs: 1_000, scaleDownDelaySeconds: 300 };

/** Gives endpoints as many replicas as their load wants, within their bounds, and says why. */
@Injectable()
export class Autoscaler implements OnModuleDestroy {
  private readonly scalers = new Map<EndpointId, ReplicaScaler>();
  private readonly task: PeriodicTask;

  constructor(
    private readonly database: Database,
    private readonly reports: WorkerReports,
    @Inject(loggerToken) private readonly logger: Logger,
  ) {
    this.task = new PeriodicTask({
      intervalMs,
      run: () => this.look(),
      onError: (err) => logger.error({ err }, 'no endpoint could be scaled'),
    });
  }

  start(): void {
    this.task.start();
  }

  onModuleDestroy(): Promise<void> {
    return this.task.close();
  }

  private async look(): Promise<void> {
    const demands = await this.database.scaling.demandsSince(new Date(Date.now() - demandAgeMsMax));
    const seen = new Set<EndpointId>();
    let after: EndpointId | undefined;
    for (;;) {
      const endpoints = await this.database.scaling.listScalable({ after, limit: pageSize });
      const ready = await this.database.replicas.listReady(endpoints.map(({ id }) => id));
      await Promise.all(
        endpoints.map((endpoint) => {
          seen.add(endpoint.id);
          const replicas = ready.filter(({ endpointId }) => endpointId === endpoint.id);
          return this.follow(endpoint, replicas, demands.get(endpoint.id)).catch((err: unknown) =>
            this.logger.error({ err, endpointId: endpoint.id }, 'an endpoint could not be scaled'),
          );
        }),
      );
      if (endpoints.length < pageSize) break;
      after = endpoints.at(-1)!.id;
    }
    for (const id of this.scalers.keys()) if (!seen.has(id)) this.scalers.delete(id);
  }

  private async follow(
    endpoint: Endpoint,
    ready: readonly Replica[],
    demand: Demand | undefined,
  ): Promise<void> {
    const answers = await Promise.all(ready.map((replica) => this.reports.of(replica)));
    const reports = answers.filter((report) => report !== undefined);
    // Of replicas that start, or do not answer, nothing is known: that is no load of zero.
    if (reports.length === 0) return;
    const { id, replicaCount: current } = endpoint;
    const bounds = { min: Math.max(1, endpoint.minReplicas), max: endpoint.maxReplicas };
    const load = loadOf(demand, reports, ready.length);
    const targets = targetsOf(endpoint, reports);
    const wanted = wantedReplicas(load, targets, bounds);
    const scaler = this.scalers.get(id) ?? new ReplicaScaler();
    this.scalers.set(id, scaler);
    const { scaleDownDelaySeconds } = withDefaults(endpoint);
    const delays = { upMs: scaleUpDelayMs, downMs: scaleDownDelaySeconds * 1_000 };
    const to = scaler.next({ nowMs: performance.now(), current, wanted: wanted.count, delays });
    const { count: unbounded } = wantedReplicas(load, targets, { ...bounds, max: Infinity });
    const isLimited = to === bounds.max && unbounded > bounds.max;
    const finding = describeScale({ load, targets, wanted, isLimited, from: current, to });
    if (to !== current) await this.scale(endpoint, to, finding);
    else if (endpoint.scaling === null || isLimited !== (endpoint.scaling.reason === 'AtMaximum'))
      await this.database.scaling.explain(id, conditionOf(endpoint, finding));
  }

  private async scale(endpoint: Endpoint, to: number, finding: ConditionFinding): Promise<void> {
    const { id, tenantId, replicaCount: from } = endpoint;
    await this.database.transaction(async ({ scaling, audit }) => {
      if (!(await scaling.scale(id, { from, to, condition: conditionOf(endpoint, finding) }))) return;
      const { reason, message } = finding;
      await audit.append([
        platformEvent('autoscaler', {
          tenantId,
          action: 'endpoint.scale',
          resourceId: String(id),
          before: { replicaCount: from },
          after: { replicaCount: to, reason, message },
        }),
      ]);
    });
  }
}

const withDefaults = ({ targetQueueMs, scaleDownDelaySeconds }: Endpoint) => ({
  targetQueueMs: targetQueueMs ?? defaultPolicy.targetQueueMs,
  scaleDownDelaySeconds: scaleDownDelaySeconds ?? defaultPolicy.scaleDownDelaySeconds,
});

function targetsOf(endpoint: Endpoint, reports: readonly WorkerReport[]): LoadTargets {
  const lanes = Math.min(...reports.map((report) => report.lanes));
  const { targetQueueMs: queueMs } = withDefaults(endpoint);
  return { inFlight: endpoint.targetRequestsPerReplica ?? lanes, queueMs };
}

function conditionOf({ scaling }: Endpoint, finding: ConditionFinding) {
  return nextConditions(scaling === null ? [] : [scaling], [finding], new Date())[0]!;
}
