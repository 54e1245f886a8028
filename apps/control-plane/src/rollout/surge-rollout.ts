import { Inject, Injectable } from '@nestjs/common';
import type { WorkerReport } from '@slipstream/contract';
import { type Endpoint, LeasedDatabase, type Replica, type Revision } from '@slipstream/persistence';

import { type Configuration, configurationToken } from '../configuration.js';
import { WorkerReports } from '../replica/worker-reports.js';
import { assignPools, type Pools } from './assign-pools.js';
import { hasSeenEnough, judgeGates } from './judge-gates.js';
import { type JudgedReplica, planSurge, type SurgePlan } from './plan-surge.js';
import { RolloutJournal } from './rollout-journal.js';

/** An endpoint's replicas by revision, and how many of each there are to be. */
export interface CountedPools extends Pools {
  readonly activeCount: number;
  readonly nextCount: number;
}

const noPools: Pools = { active: [], next: [], leaving: [] };

/** Brings revisions by replicas of their own, watches these beside the old ones, and takes back what is worse. */
@Injectable()
export class SurgeRollout {
  constructor(
    private readonly database: LeasedDatabase,
    private readonly reports: WorkerReports,
    private readonly journal: RolloutJournal,
    @Inject(configurationToken) private readonly configuration: Configuration,
  ) {}

  /** One step, of a revision that is on its way or of none. */
  async advance(
    endpoint: Endpoint,
    replicas: readonly Replica[],
    { active, surging }: { active: Revision; surging: Revision | undefined },
  ): Promise<CountedPools> {
    const isSettled = surging === undefined && replicas.every(({ revision }) => revision === active.number);
    const pools = isSettled
      ? { ...noPools, active: replicas }
      : await this.poolsOf(endpoint, replicas, surging);
    const { replicaCount } = endpoint;
    if (surging === undefined) return { ...pools, activeCount: replicaCount, nextCount: 0 };
    const plan = await this.plan(endpoint, pools);
    switch (plan.kind) {
      case 'surging': {
        const { nextCount, oldCount, stage } = plan;
        const goal = Math.max(1, replicaCount);
        const message = `${stage === 'Starting' ? 'starting' : 'watching'} replica ${nextCount} of ${goal}.`;
        await this.journal.progress(endpoint, surging, stage, message);
        return { ...pools, activeCount: oldCount, nextCount };
      }
      case 'done':
        await this.journal.activate(surging, plan.gates);
        return { ...pools, activeCount: 0, nextCount: replicaCount };
      case 'rollBack':
        await this.journal.fail(surging, { to: 'rolledBack', reason: plan.reason, gates: plan.gates });
        return { ...pools, activeCount: replicaCount, nextCount: 0 };
    }
  }

  private async poolsOf(
    { id }: Endpoint,
    replicas: readonly Replica[],
    surging: Revision | undefined,
  ): Promise<Pools> {
    const { revisions } = this.database;
    const rootNumber = await revisions.findRootNumber(id);
    const surgeNumbers = await revisions.findSurgeNumbers(id, [
      ...new Set(replicas.map(({ revision }) => revision)),
    ]);
    return assignPools(replicas, { rootNumber, surging, surgeNumbers });
  }

  private async plan({ replicaCount: wantedCount }: Endpoint, { active, next }: Pools): Promise<SurgePlan> {
    const old = await this.reportsOf(active);
    const judged = next
      .filter(({ state }) => state !== 'draining')
      .map((replica) => this.judge(replica, old));
    const watchMs = this.configuration.ROLLOUT_WATCH_SECONDS * 1_000;
    return planSurge({ wantedCount, next: await Promise.all(judged), now: new Date(), watchMs });
  }

  private async judge(replica: Replica, old: readonly WorkerReport[]): Promise<JudgedReplica> {
    const report = replica.state === 'ready' ? await this.reports.of(replica) : undefined;
    if (report === undefined) return { replica, gates: [], isJudged: false };
    return { replica, gates: judgeGates(report, old), isJudged: hasSeenEnough(report) };
  }

  private async reportsOf(replicas: readonly Replica[]): Promise<WorkerReport[]> {
    const ready = replicas.filter(({ state }) => state === 'ready');
    const reports = await Promise.all(ready.map((replica) => this.reports.of(replica)));
    return reports.filter((report) => report !== undefined);
  }
}
