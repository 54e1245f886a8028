import { Inject, Injectable, type OnModuleDestroy } from '@nestjs/common';
import { EndpointNotFound, type EndpointId, StateChanged } from '@slipstream/domain';
import type { Logger } from '@slipstream/observability';
import { Database, type Replica } from '@slipstream/persistence';
import { type AssignedWork, PeriodicTask } from '@slipstream/queue';

import { type Configuration, configurationToken } from '../configuration.js';
import { loggerToken } from '../logging.js';
import { Handles } from '../work/handles.js';
import { KeyedTurns } from '../work/keyed-turns.js';
import { SnapshotJudge } from './snapshot-judge.js';
import { KnownLearnings } from './known-learning.js';
import { SnapshotKeeper } from './snapshot-keeper.js';
import { SnapshotMerge } from './snapshot-merge.js';
import { SnapshotOutcomes } from './snapshot-outcomes.js';

/** Keeps what replicas have learned: at intervals, when one is drained, on demand, and once more before the platform stops. */
@Injectable()
export class SnapshotRounds implements OnModuleDestroy {
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

  start(): void {
    this.task.start();
  }

  onModuleDestroy(): Promise<void> {
    return this.task.finish();
  }

  /** Whoever asked for it reads the newest version afterwards. */
  @Handles('learning.keep', { by: 'leader' })
  async keepAsked({ payload: { endpointId } }: AssignedWork<'learning.keep'>): Promise<void> {
    const replicas = await this.database.replicas.listUnstopped(endpointId);
    await this.keepOf(
      endpointId,
      replicas.filter(({ state }) => state === 'ready'),
    );
  }

  /** What a replica that is drained has learned goes on in those that stay. */
  async keepDrained(replica: Replica): Promise<void> {
    const replicas = await this.database.replicas.listUnstopped(replica.endpointId);
    const others = replicas.filter(({ id, state }) => state === 'ready' && id !== replica.id);
    await this.keep(replica.endpointId, [...others, replica]);
    this.known.forget(replica);
  }

  /** Files what each of these replicas has learned since the last time, and of several what they have learned together. */
  private keep(endpointId: EndpointId, replicas: readonly Replica[]): Promise<void> {
    return this.turns.take(endpointId, () => this.keepNow(endpointId, replicas));
  }

  private async keepNow(endpointId: EndpointId, replicas: readonly Replica[]): Promise<void> {
    await this.takeBackGivenUp(endpointId);
    // What an earlier round filed and did not come to judge has its turn with what is new.
    const filed = await this.database.snapshots.listUnjudged(endpointId);
    for (const replica of replicas) {
      const candidate = await this.keeper.checkpoint(replica);
      if (candidate !== undefined) filed.push(candidate);
    }
    const merged = filed.length === 0 ? undefined : await this.merging.merge(endpointId, replicas);
    const candidate = merged ?? filed.pop();
    if (candidate === undefined) return;
    for (const part of filed) await this.database.snapshotStates.move(part, { to: 'superseded' });
    await this.outcomes.conclude(await this.judge.judge(candidate));
  }

  /** What came from elsewhere waits until there is enough to judge it by. */
  private async judgeWaiting(): Promise<void> {
    for (const candidate of await this.database.snapshots.listWaiting()) {
      const judged = await this.judge.judge(candidate);
      await this.outcomes.conclude(judged);
    }
  }

  /** Judgements that their queue has given up are asked for anew. */
  private async takeBackGivenUp(endpointId: EndpointId): Promise<void> {
    const { snapshots, snapshotStates, outbox } = this.database;
    for (const snapshot of await snapshots.listEvaluating(endpointId)) {
      if ((await outbox.stateOf('snapshot.evaluate', String(snapshot.id))) !== 'failed') continue;
      await snapshotStates.move(snapshot, { to: 'candidate' });
    }
  }

  /** What cannot be kept now is kept in a later round. */
  private async keepOf(endpointId: EndpointId, replicas: readonly Replica[]): Promise<void> {
    await this.keep(endpointId, replicas).catch((error: unknown) => {
      // What has just been replaced, forgotten or deleted has nothing to keep any more.
      if (error instanceof StateChanged || error instanceof EndpointNotFound) return;
      this.logger.warn({ err: error, endpointId }, 'what an endpoint learned could not be kept');
    });
  }

  private async visitAll(): Promise<void> {
    const ready = (await this.database.replicas.listUnstopped()).filter(({ state }) => state === 'ready');
    for (const endpointId of new Set(ready.map((replica) => replica.endpointId))) {
      const replicas = ready.filter((replica) => replica.endpointId === endpointId);
      await this.keepOf(endpointId, replicas);
    }
    await this.judgeWaiting();
  }
}
