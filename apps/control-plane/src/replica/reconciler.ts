import { Inject, Injectable, type OnModuleDestroy, type OnModuleInit } from '@nestjs/common';
import type { EndpointId } from '@slipstream/domain';
import type { Logger } from '@slipstream/observability';
import { Database, type Endpoint } from '@slipstream/persistence';

import { loggerToken } from '../logging.js';
import { RevisionRollout } from '../revision/revision-rollout.js';
import { EndpointReconciler } from './endpoint-reconciler.js';
import { Handles } from '../work/handles.js';
import { ReplicaSupervisor } from './replica-supervisor.js';

const intervalMs = 1_000;

/**
 * Makes what runs match what people want: wakes on every change, and at intervals in case one was missed. One pass at a
 * time, and none waits for a replica to start or end.
 */
@Injectable()
export class Reconciler implements OnModuleInit, OnModuleDestroy {
  private timer: NodeJS.Timeout | undefined;
  private running: Promise<void> | undefined;
  private isAskedAgain = false;
  private isClosed = false;

  constructor(
    private readonly database: Database,
    private readonly supervisor: ReplicaSupervisor,
    private readonly rollout: RevisionRollout,
    private readonly endpoints: EndpointReconciler,
    @Inject(loggerToken) private readonly logger: Logger,
  ) {}

  async onModuleInit(): Promise<void> {
    this.supervisor.watch(() => this.wake());
    this.rollout.watch(() => this.wake());
    await this.endEarlierLife();
    this.timer = setInterval(() => this.wake(), intervalMs);
    this.wake();
  }

  /** Changes of what is wanted come through the outbox, from this process or another. */
  @Handles('endpoint.reconcile')
  async reconcileSoon(): Promise<void> {
    this.wake();
  }

  wake(): void {
    if (this.isClosed) return;
    this.isAskedAgain = true;
    this.running ??= this.run().finally(() => (this.running = undefined));
  }

  /** Ends the passes. The workers end with the provider; the rows are settled by the next life. */
  async onModuleDestroy(): Promise<void> {
    this.isClosed = true;
    clearInterval(this.timer);
    await this.running;
  }

  /** Workers of an earlier life ended with it, because their standard input closed. */
  private async endEarlierLife(): Promise<void> {
    for (const { id, state, epoch } of await this.database.replicas.listUnstopped()) {
      const reason = 'The control plane was restarted.';
      await this.database.replicas.transition(id, {
        from: state,
        to: 'stopped',
        epoch,
        reason,
        stoppedAt: new Date(),
      });
    }
  }

  private async run(): Promise<void> {
    while (this.isAskedAgain && !this.isClosed) {
      this.isAskedAgain = false;
      try {
        await this.reconcileAll();
      } catch (error) {
        this.logger.error({ err: error }, 'reconciling failed; it is repeated shortly');
      }
    }
  }

  private async reconcileAll(): Promise<void> {
    let after: EndpointId | undefined;
    for (;;) {
      const endpoints = await this.database.endpoints.listForReconciling({ after, limit: 100 });
      for (const endpoint of endpoints) await this.reconcileOne(endpoint);
      if (endpoints.length < 100) return;
      after = endpoints.at(-1)!.id;
    }
  }

  /** What goes wrong with one endpoint keeps nobody else's waiting. */
  private async reconcileOne(endpoint: Endpoint): Promise<void> {
    try {
      await this.endpoints.reconcile(endpoint);
    } catch (error) {
      this.logger.error(
        { err: error, endpointId: endpoint.id },
        'reconciling an endpoint failed; it is repeated shortly',
      );
    }
  }
}
