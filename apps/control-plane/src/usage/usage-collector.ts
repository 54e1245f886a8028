import { Inject, Injectable, type OnModuleDestroy, type OnModuleInit } from '@nestjs/common';
import type { Logger } from '@slipstream/observability';
import { Database } from '@slipstream/persistence';

import { type Configuration, configurationToken } from '../configuration.js';
import { loggerToken } from '../logging.js';
import { UsageSpool } from './usage-spool.js';

const intervalMs = 1_000;

/** Brings what workers write down of usage into the ledger, every second and once more at the end. */
@Injectable()
export class UsageCollector implements OnModuleInit, OnModuleDestroy {
  private readonly spool: UsageSpool;
  private timer: NodeJS.Timeout | undefined;
  private sweeping: Promise<void> | undefined;

  constructor(
    database: Database,
    @Inject(configurationToken) configuration: Configuration,
    @Inject(loggerToken) private readonly logger: Logger,
  ) {
    this.spool = new UsageSpool({
      dataFolder: configuration.DATA_DIR,
      nowMs: Date.now,
      record: (reports) => database.usage.record(reports),
    });
  }

  onModuleInit(): void {
    this.timer = setInterval(() => void this.sweep(), intervalMs);
  }

  async onModuleDestroy(): Promise<void> {
    clearInterval(this.timer);
    await this.sweeping;
    await this.sweep();
  }

  /** One sweep at a time; one that fails is made good by the next. */
  private sweep(): Promise<void> {
    this.sweeping ??= this.spool
      .sweep()
      .catch((error: unknown) =>
        this.logger.error({ error }, 'usage could not be recorded; it is tried again'),
      )
      .finally(() => (this.sweeping = undefined));
    return this.sweeping;
  }
}
