import { Inject, Injectable, type OnModuleDestroy } from '@nestjs/common';
import type { Logger } from '@slipstream/observability';
import { Database, DatabaseUnavailable } from '@slipstream/persistence';
import { PeriodicTask } from '@slipstream/queue';

import { type Configuration, configurationToken } from '../configuration.js';
import { loggerToken } from '../logging.js';

/** This life of the process: its number, and what is to be done when another one takes over. */
export interface ProcessLife {
  readonly epoch: bigint;
  readonly onReplaced: () => void;
}
export const processLifeToken = Symbol('life of the process');

/** A lease is renewed three times before it expires. */
const renewalsPerLease = 3;

/**
 * One of all control planes leads: it reconciles. It holds a lease, which others take over when it has expired; whoever
 * was stopped for so long finds that it has been replaced, and ends. Until it finds out, the database refuses what it
 * writes.
 */
@Injectable()
export class Leadership implements OnModuleDestroy {
  private readonly task: PeriodicTask;
  private readonly claim;
  private holdsLease = false;
  private isLeading = false;
  private lead: () => Promise<void> = () => Promise.resolve();

  constructor(
    private readonly database: Database,
    @Inject(configurationToken) { LEASE_SECONDS: leaseSeconds }: Configuration,
    @Inject(processLifeToken) private readonly life: ProcessLife,
    @Inject(loggerToken) private readonly logger: Logger,
  ) {
    const lastsMs = leaseSeconds * 1_000;
    this.claim = { name: 'reconciler', epoch: life.epoch, lastsMs } as const;
    this.task = new PeriodicTask({
      intervalMs: lastsMs / renewalsPerLease,
      run: () => this.hold(),
      onError: (err) => logger.warn({ err }, 'the lease could not be looked after; it is tried again'),
    });
  }

  /** Calls back as soon as this process leads, until that has succeeded once. */
  start(lead: () => Promise<void>): void {
    this.lead = lead;
    this.task.start();
    this.task.wake();
  }

  async onModuleDestroy(): Promise<void> {
    await this.task.close();
  }

  /** When everything that was led has ended. */
  async release(): Promise<void> {
    if (!this.holdsLease) return;
    await this.database.leases.release(this.claim).catch((error: unknown) => {
      if (!(error instanceof DatabaseUnavailable)) throw error;
    });
  }

  private async hold(): Promise<void> {
    const { leases } = this.database;
    const epoch = String(this.claim.epoch);
    if (!this.holdsLease) this.holdsLease = await leases.take(this.claim);
    else if (!(await leases.renew(this.claim))) {
      this.logger.fatal({ epoch }, 'another control plane has taken over');
      this.life.onReplaced();
      return;
    }
    if (!this.holdsLease || this.isLeading) return;
    await this.lead();
    this.isLeading = true;
    this.logger.info({ epoch }, 'this control plane leads');
  }
}
