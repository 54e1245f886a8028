import { Inject, Injectable, type OnModuleDestroy, type OnModuleInit } from '@nestjs/common';
import { EndpointNotFound, type EndpointId, StateChanged } from '@slipstream/domain';
import type { Logger } from '@slipstream/observability';
import { Database, type Replica, type Snapshot } from '@slipstream/persistence';
import { PeriodicTask } from '@slipstream/queue';

import { type Configuration, configurationToken } from '../configuration.js';
import { loggerToken } from '../logging.js';
import { KeyedTurns } from '../work/keyed-turns.js';
import { SnapshotJudge } from './snapshot-judge.js';
import { KnownLearnings } from './known-learning.js';
import { SnapshotKeeper } from './snapshot-keeper.js';
import { SnapshotMerge } from './snapshot-merge.js';
import { SnapshotOutcomes } from './snapshot-outcomes.js';

/** Keeps what replicas have learned: at intervals, when one is drained, on demand, and once more before the platform stops. */
@Injectable()
export class SnapshotRounds implements OnModuleInit, OnModuleDestroy {
  /** One at a time of each endpoint, so that versions follow each other. */
  private readonly turns = new KeyedTurns<EndpointId>();
  private readonly task: PeriodicTask;

  constructor(
    private readonly database: Database,
    private readonly keeper: SnapshotKeeper,
    private readonly known: KnownLearnings,
    private readonly merging: SnapshotMerge,
    private readonly judge: SnapshotJudge,
    private readonly outcomes: SnapshotOutcomes,
    @Inject(configurationToken) { SNAPSHOT_INTERVAL_SECONDS: intervalSeconds }: Configuration,
    @Inject(loggerToken) private readonly logger: Logger,
  ) {
    this.task = new PeriodicTask({
      intervalMs: intervalSeconds * 1_000,
      run: () => this.visitAll(),
      onError: (err) => logger.warn({ err }, 'what replicas learned could not be kept; it is tried again'),
    });
  }

  onModuleInit(): void {
    this.task.start();
  }

  async onModuleDestroy(): Promise<void> {
    this.task.wake();
    await this.task.close();
  }

  /** What a replica that is drained has learned goes on in those that stay. */
  async keepDrained(replica: Replica): Promise<void> {
    const replicas = await this.database.replicas.listUnstopped(replica.endpointId);
    const others = replicas.filter(({ id, state }) => state === 'ready' && id !== replica.id);
    await this.keep(replica.endpointId, [...others, replica]);
    this.known.forget(replica);
  }

  /**
   * Files what each of these replicas has learned, and of several what they have learned together. Returns the version that
   * came of it; undefined if nothing was learned since the last one.
   */
  keep(endpointId: EndpointId, replicas: readonly Replica[]): Promise<Snapshot | undefined> {
    return this.turns.take(endpointId, () => this.keepNow(endpointId, replicas));
  }

  private async keepNow(endpointId: EndpointId, replicas: readonly Replica[]): Promise<Snapshot | undefined> {
    const filed: Snapshot[] = [];
    for (const replica of replicas) {
      const candidate = await this.keeper.checkpoint(replica);
      if (candidate !== undefined) filed.push(candidate);
    }
    const merged = filed.length === 0 ? undefined : await this.merging.merge(endpointId, replicas);
    const candidate = merged ?? filed.pop();
    if (candidate === undefined) return undefined;
    for (const part of filed) await this.database.snapshotStates.move(part, { to: 'superseded' });
    const judged = await this.judge.judge(candidate);
    await this.outcomes.conclude(judged);
    return judged;
  }

  /** What came from elsewhere waits until there is enough to judge it by. */
  private async judgeWaiting(): Promise<void> {
    for (const candidate of await this.database.snapshots.listWaiting()) {
      const judged = await this.judge.judge(candidate);
      await this.outcomes.conclude(judged);
    }
  }

  private async visitAll(): Promise<void> {
    const ready = (await this.database.replicas.listUnstopped()).filter(({ state }) => state === 'ready');
    for (const endpointId of new Set(ready.map((replica) => replica.endpointId))) {
      const replicas = ready.filter((replica) => replica.endpointId === endpointId);
      await this.keep(endpointId, replicas).catch((error: unknown) => {
        // What has just been replaced, forgotten or deleted has nothing to keep any more.
        if (error instanceof StateChanged || error instanceof EndpointNotFound) return;
        this.logger.warn({ err: error, endpointId }, 'what an endpoint learned could not be kept');
      });
    }
    await this.judgeWaiting();
  }
}
