import { Inject, Injectable, type OnModuleDestroy, type OnModuleInit } from '@nestjs/common';
import { StateChanged } from '@slipstream/domain';
import type { Logger } from '@slipstream/observability';
import { Database } from '@slipstream/persistence';

import { type Configuration, configurationToken } from '../configuration.js';
import { loggerToken } from '../logging.js';
import { SnapshotKeeper } from './snapshot-keeper.js';

/** Keeps what ready replicas have learned at intervals, and once more before the platform stops. */
@Injectable()
export class SnapshotSchedule implements OnModuleInit, OnModuleDestroy {
  private timer: NodeJS.Timeout | undefined;
  private running: Promise<void> | undefined;

  constructor(
    private readonly database: Database,
    private readonly keeper: SnapshotKeeper,
    @Inject(configurationToken) private readonly configuration: Configuration,
    @Inject(loggerToken) private readonly logger: Logger,
  ) {}

  onModuleInit(): void {
    const intervalMs = this.configuration.SNAPSHOT_INTERVAL_SECONDS * 1_000;
    this.timer = setInterval(() => void this.checkpointAll(), intervalMs);
  }

  async onModuleDestroy(): Promise<void> {
    clearInterval(this.timer);
    await this.running;
    await this.checkpointAll();
  }

  /** One round at a time: a slow one is not overtaken. */
  private checkpointAll(): Promise<void> {
    this.running ??= this.visitAll().finally(() => (this.running = undefined));
    return this.running;
  }

  private async visitAll(): Promise<void> {
    try {
      for (const replica of await this.database.replicas.listUnstopped()) {
        if (replica.state !== 'ready') continue;
        await this.keeper.checkpoint(replica).catch((error: unknown) => {
          // A replica that has just been replaced has nothing to keep any more.
          if (!(error instanceof StateChanged))
            this.logger.warn(
              { err: error, replicaId: replica.id },
              'what a replica learned could not be kept',
            );
        });
      }
    } catch (error) {
      this.logger.warn({ err: error }, 'what replicas learned could not be kept; it is tried again');
    }
  }
}
