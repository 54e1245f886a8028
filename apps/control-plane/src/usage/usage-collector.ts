import { Inject, Injectable, type OnModuleDestroy } from '@nestjs/common';
import type { Logger } from '@slipstream/observability';
import { Database } from '@slipstream/persistence';
import { PeriodicTask } from '@slipstream/queue';

import { type Configuration, configurationToken } from '../configuration.js';
import { loggerToken } from '../logging.js';
import { UsageSpool } from './usage-spool.js';

const intervalMs = 1_000;

/**
 * Brings what workers write down of usage into the ledger, every second and once more at the end. Each control plane does
 * so for its own machine, so no queue gives it the work.
 */
@Injectable()
export class UsageCollector implements OnModuleDestroy {
  private readonly task: PeriodicTask;

  constructor(
    database: Database,
    @Inject(configurationToken) configuration: Configuration,
    @Inject(loggerToken) logger: Logger,
  ) {
    const spool = new UsageSpool({
      dataFolder: configuration.DATA_DIR,
      nowMs: Date.now,
      record: (reports) => database.usage.record(reports),
    });
    this.task = new PeriodicTask({
      intervalMs,
      run: () => spool.sweep(),
      onError: (error) => logger.error({ error }, 'usage could not be recorded; it is tried again'),
    });
  }

  start(): void {
    this.task.start();
  }

  onModuleDestroy(): Promise<void> {
    return this.task.finish();
  }
}
