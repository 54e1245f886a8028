import { Inject, Injectable, type OnModuleDestroy, type OnModuleInit } from '@nestjs/common';
import { EndpointNotFound, type EndpointId, StateChanged } from '@slipstream/domain';
import type { Logger } from '@slipstream/observability';
import { Database, type Replica, type Snapshot } from '@slipstream/persistence';

import { type Configuration, configurationToken } from '../configuration.js';
import { loggerToken } from '../logging.js';
import { SnapshotJudge } from './snapshot-judge.js';
import { SnapshotKeeper } from './snapshot-keeper.js';

/** Keeps what replicas have learned: at intervals, when one is drained, on demand, and once more before the platform stops. */
@Injectable()
export class SnapshotRounds implements OnModuleInit, OnModuleDestroy {
  private timer: NodeJS.Timeout | undefined;
  private running: Promise<void> | undefined;

  constructor(
    private readonly database: Database,
    private readonly keeper: SnapshotKeeper,
    private readonly judge: SnapshotJudge,
    @Inject(configurationToken) private readonly configuration: Configuration,
    @Inject(loggerToken) private readonly logger: Logger,
  ) {}

  onModuleInit(): void {
    const intervalMs = this.configuration.SNAPSHOT_INTERVAL_SECONDS * 1_000;
    this.timer = setInterval(() => void this.visitAll(), intervalMs);
  }

  async onModuleDestroy(): Promise<void> {
    clearInterval(this.timer);
    await this.running;
    await this.visitAll();
  }

  /** Returns the version that came of it; undefined if nothing was learned since the last one. */
  async keep(endpointId: EndpointId, replicas: readonly Replica[]): Promise<Snapshot | undefined> {
    let kept: Snapshot | undefined;
    for (const replica of replicas) {
      const candidate = await this.keeper.checkpoint(replica);
      if (candidate !== undefined) kept = await this.judge.judge(candidate);
    }
    if (kept !== undefined) await this.prune(endpointId);
    return kept;
  }

  private async prune(endpointId: EndpointId): Promise<void> {
    const { keptVersions, keptDays } = await this.database.speculationPolicies.find(endpointId);
    await this.database.snapshots.prune(endpointId, { versions: keptVersions, days: keptDays }, new Date());
  }

  /** One round at a time: a slow one is not overtaken. */
  private visitAll(): Promise<void> {
    this.running ??= this.visit().finally(() => (this.running = undefined));
    return this.running;
  }

  private async visit(): Promise<void> {
    try {
      const ready = (await this.database.replicas.listUnstopped()).filter(({ state }) => state === 'ready');
      for (const endpointId of new Set(ready.map((replica) => replica.endpointId))) {
        const replicas = ready.filter((replica) => replica.endpointId === endpointId);
        await this.keep(endpointId, replicas).catch((error: unknown) => {
          // What has just been replaced, forgotten or deleted has nothing to keep any more.
          if (error instanceof StateChanged || error instanceof EndpointNotFound) return;
          this.logger.warn({ err: error, endpointId }, 'what an endpoint learned could not be kept');
        });
      }
    } catch (error) {
      this.logger.warn({ err: error }, 'what replicas learned could not be kept; it is tried again');
    }
  }
}
