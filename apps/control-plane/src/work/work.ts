import { Inject, Injectable, type OnApplicationBootstrap, type OnModuleDestroy } from '@nestjs/common';
import type { Logger } from '@slipstream/observability';
import { Database } from '@slipstream/persistence';
import { OutboxRelay, type QueueBackend, RepeatRunner, WorkRunner } from '@slipstream/queue';

import { type Configuration, configurationToken } from '../configuration.js';
import { loggerToken } from '../logging.js';
import { Autoscaler } from '../autoscaling/autoscaler.js';
import { Reconciler } from '../replica/reconciler.js';
import { SnapshotRounds } from '../snapshot/snapshot-rounds.js';
import { SpeculationCollector } from '../speculation/speculation-collector.js';
import { UsageCollector } from '../usage/usage-collector.js';
import { Leadership } from './leadership.js';
import { MarkedMethods } from './marked-methods.js';

/** The injection token of the queues' backend. */
export const queueBackendToken = Symbol('queue backend');

/**
 * Work that outlives a request: from the outbox through the queues to the marked methods, and what is looked after all
 * the time. It is done while the app runs, unless this process is there for requests only.
 */
@Injectable()
export class Work implements OnApplicationBootstrap, OnModuleDestroy {
  private relay: OutboxRelay | undefined;
  private runner: WorkRunner | undefined;
  private repeating: RepeatRunner | undefined;

  constructor(
    private readonly marked: MarkedMethods,
    private readonly database: Database,
    private readonly leadership: Leadership,
    private readonly reconciler: Reconciler,
    private readonly usage: UsageCollector,
    private readonly autoscaler: Autoscaler,
    private readonly snapshots: SnapshotRounds,
    private readonly speculation: SpeculationCollector,
    @Inject(configurationToken) private readonly configuration: Configuration,
    @Inject(queueBackendToken) private readonly backend: QueueBackend,
    @Inject(loggerToken) private readonly logger: Logger,
  ) {}

  async onApplicationBootstrap(): Promise<void> {
    const { database, backend, logger, marked } = this;
    const { DATABASE_URL: databaseUrl, ROLE: role } = this.configuration;
    if (role === 'api') return;
    this.usage.start();
    this.runner = new WorkRunner({ database, backend, logger, handlers: marked.handlers() });
    this.repeating = new RepeatRunner({ backend, logger, methods: marked.repeated() });
    this.relay = new OutboxRelay({ database, databaseUrl, backend, logger });
    this.runner.start('anyone');
    await this.repeating.start();
    await this.relay.start();
    this.leadership.start(async () => {
      await this.reconciler.takeOver();
      this.runner?.start('leader');
      for (const task of [this.autoscaler, this.snapshots, this.speculation]) task.start();
    });
  }

  async onModuleDestroy(): Promise<void> {
    await this.relay?.close();
    await this.repeating?.close();
    await this.runner?.close();
  }
}
