import { Inject, Injectable, type OnModuleDestroy } from '@nestjs/common';
import type { NumberedReport } from '@slipstream/contract';
import { EndpointNotFound } from '@slipstream/domain';
import type { Logger } from '@slipstream/observability';
import { Database, type Replica } from '@slipstream/persistence';
import { PeriodicTask } from '@slipstream/queue';

import { type Configuration, configurationToken } from '../configuration.js';
import { loggerToken } from '../logging.js';
import { workerPlaceOf } from '../replica/worker-place.js';
import { KnownLearnings } from '../snapshot/known-learning.js';
import { SnapshotVerdicts } from '../snapshot/snapshot-verdicts.js';
import { HeldOutSequences } from './held-out-sequences.js';
import { ReplicaPolicies } from './replica-policies.js';
import { SpeculationHistory } from './speculation-history.js';
import { fetchReports } from './fetch-reports.js';

/** Rounds after which what is too old is removed: a minute, unless configured otherwise. */
const prunedEvery = 12;

/** Asks ready replicas what they have to tell of their speculation, and files it. What is told twice is filed once. */
@Injectable()
export class SpeculationCollector implements OnModuleDestroy {
  private readonly task: PeriodicTask;
  private rounds = 0;

  constructor(
    private readonly database: Database,
    private readonly known: KnownLearnings,
    private readonly policies: ReplicaPolicies,
    private readonly heldOut: HeldOutSequences,
    private readonly verdicts: SnapshotVerdicts,
    private readonly history: SpeculationHistory,
    @Inject(configurationToken) private readonly configuration: Configuration,
    @Inject(loggerToken) private readonly logger: Logger,
  ) {
    this.task = new PeriodicTask({
      intervalMs: configuration.SPECULATION_REPORT_SECONDS * 1_000,
      run: () => this.collect(),
      onError: (err) => logger.warn({ err }, 'reports of replicas could not be filed; they are asked again'),
    });
  }

  start(): void {
    this.task.start();
  }

  onModuleDestroy(): Promise<void> {
    return this.task.finish();
  }

  private async collect(): Promise<void> {
    const replicas = await this.database.replicas.listUnstopped();
    const ready = replicas.filter(({ state }) => state === 'ready');
    await Promise.all(ready.map((replica) => this.collectFrom(replica)));
    if (this.rounds++ % prunedEvery === 0) await this.prune();
  }

  private async prune(): Promise<void> {
    await this.heldOut.prune();
    await this.history.prune(Date.now());
  }

  private async collectFrom(replica: Replica): Promise<void> {
    try {
      const place = workerPlaceOf(replica, this.configuration.WORKER_SECRET);
      if (place === undefined) return;
      // Whatever it tells after this is of that generation, or of a later one.
      const { generation } = await this.policies.follow(replica);
      const after = this.known.of(replica).reportNumber ?? 0;
      const { SPECULATION_WINDOW_SECONDS: windowSeconds } = this.configuration;
      const reports = await fetchReports(place, { after, windowSeconds });
      const last = reports.at(-1);
      if (last === undefined) return;
      await this.file(replica, generation, reports);
      this.known.note(replica, { reportNumber: last.number });
    } catch (error) {
      // An endpoint that was deleted meanwhile has nothing to tell any more.
      if (error instanceof EndpointNotFound) return;
      this.logger.warn({ err: error, replicaId: replica.id }, 'a replica could not be asked for its reports');
    }
  }

  private async file(
    replica: Replica,
    generation: number,
    reports: readonly NumberedReport[],
  ): Promise<void> {
    const { endpointId, id: replicaId, epoch: replicaEpoch } = replica;
    await this.heldOut.add(
      reports.flatMap((report) => {
        if (report.kind !== 'heldOut') return [];
        const { number, at } = report;
        const sealed = this.heldOut.seal(report, endpointId);
        return [{ endpointId, replicaId, replicaEpoch, number, generation, endedAt: new Date(at), sealed }];
      }),
    );
    await this.history.file(replica, reports);
    for (const report of reports) if (report.kind === 'verdict') await this.verdicts.take(replica, report);
  }
}
