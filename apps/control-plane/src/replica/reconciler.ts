import { Inject, Injectable, type OnModuleDestroy, type OnModuleInit } from '@nestjs/common';
import type { EndpointId, EndpointState, ReplicaState } from '@slipstream/domain';
import type { Logger } from '@slipstream/observability';
import { Database, type Endpoint, newId, type Replica } from '@slipstream/persistence';

import { loggerToken } from '../logging.js';
import { RevisionRollout } from '../revision/revision-rollout.js';
import { nextEndpointState } from './next-endpoint-state.js';
import type { ReplicaWeights } from './replica-provider.js';
import { ReplicaSupervisor } from './replica-supervisor.js';

const intervalMs = 1_000;
const keptStoppedReplicas = 10;

/**
 * Makes what runs match what people want: wakes on every change, and at intervals in case one was missed. One pass
 * at a time; a pass that fails is repeated.
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
    @Inject(loggerToken) private readonly logger: Logger,
  ) {}

  async onModuleInit(): Promise<void> {
    this.supervisor.watch(() => this.wake());
    this.rollout.watch(() => this.wake());
    await this.endEarlierLife();
    this.timer = setInterval(() => this.wake(), intervalMs);
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
        this.logger.error({ error }, 'reconciling failed; it is repeated shortly');
      }
    }
  }

  private async reconcileAll(): Promise<void> {
    let after: EndpointId | undefined;
    for (;;) {
      const endpoints = await this.database.endpoints.listForReconciling({ after, limit: 100 });
      for (const endpoint of endpoints) await this.reconcile(endpoint);
      if (endpoints.length < 100) return;
      after = endpoints.at(-1)!.id;
    }
  }

  private async reconcile(endpoint: Endpoint): Promise<void> {
    const replicas = await this.database.replicas.listUnstopped(endpoint.id);
    if (endpoint.desiredState !== 'running') return this.wind(endpoint, replicas);
    const model = await this.database.models.find(endpoint.modelId);
    if (model?.state !== 'ready' || model.targetFolder === null) {
      const reason =
        model?.state === 'failed' ? `The model failed: ${model.reason}` : 'Waiting for the model.';
      await this.observe(endpoint, model?.state === 'failed' ? 'failed' : 'pending', reason);
      return;
    }
    await this.runReplicas(endpoint, replicas, await this.rollout.weightsOf(endpoint, model.targetFolder));
    const now = await this.database.replicas.listUnstopped(endpoint.id);
    const reason = now.find(({ state }) => state === 'failed')?.reason ?? null;
    const isRolling = await this.rollout.advance(endpoint, now, model.targetFolder);
    if (now.some(({ state }) => state === 'ready')) {
      await this.observe(endpoint, isRolling ? 'updating' : 'ready', null);
    } else await this.observe(endpoint, 'starting', reason);
  }

  private async runReplicas(
    endpoint: Endpoint,
    replicas: readonly Replica[],
    weights: ReplicaWeights,
  ): Promise<void> {
    const { revision } = weights;
    for (const { id, epoch } of replicas.filter(({ state }) => state === 'failed')) {
      if (this.supervisor.restartDelayMs(id) > 0) continue;
      this.supervisor.start(await this.database.replicas.restart(id, { epoch, revision }), weights);
    }
    for (let count = replicas.length; count < endpoint.replicaCount; count++) {
      const replica = { id: newId('replica'), endpointId: endpoint.id, revision };
      this.supervisor.start(await this.database.replicas.create(replica), weights);
    }
    await this.database.replicas.pruneStopped(endpoint.id, keptStoppedReplicas);
  }

  /** Stops what runs of an endpoint that is not wanted any more, and removes it if it was deleted. */
  private async wind(endpoint: Endpoint, replicas: readonly Replica[]): Promise<void> {
    let current = endpoint;
    if (replicas.length > 0) {
      current = await this.observe(current, 'draining', null);
      const isStoppable = (state: ReplicaState): boolean => state !== 'draining';
      for (const replica of replicas.filter(({ state }) => isStoppable(state))) {
        await this.supervisor.stop(replica, 'The endpoint was stopped.');
      }
    }
    current = await this.observe(current, 'stopped', null);
    if (current.desiredState === 'deleted') await this.database.endpoints.remove(current.id);
  }

  /** Records an observed state, by legal steps only. */
  private async observe(endpoint: Endpoint, goal: EndpointState, reason: string | null): Promise<Endpoint> {
    let { state } = endpoint;
    const isCurrent = endpoint.reason === reason && endpoint.observedGeneration === endpoint.generation;
    if (state === goal && isCurrent) return endpoint;
    do {
      const to = nextEndpointState(state, goal);
      await this.database.endpoints.observe(endpoint.id, {
        from: state,
        to,
        reason,
        observedGeneration: endpoint.generation,
      });
      state = to;
    } while (state !== goal);
    return { ...endpoint, state, reason, observedGeneration: endpoint.generation };
  }
}
