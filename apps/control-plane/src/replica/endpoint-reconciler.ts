import { isDeepStrictEqual } from 'node:util';

import { Injectable } from '@nestjs/common';
import { type Endpoint, LeasedDatabase, newId, type Replica } from '@slipstream/persistence';

import { RevisionRollout } from '../revision/revision-rollout.js';
import { nextEndpointState } from './next-endpoint-state.js';
import {
  conditionsOf,
  type Findings,
  type Observation,
  observeRunning,
  observeWinding,
  withDeadline,
} from './observe-endpoint.js';
import { ReplicaSupervisor } from './replica-supervisor.js';
import { planReplicas } from './plan-replicas.js';

const keptStoppedReplicas = 10;

/** Makes what runs of one endpoint match what people want of it, one small step a pass, and records what it finds. */
@Injectable()
export class EndpointReconciler {
  constructor(
    private readonly database: LeasedDatabase,
    private readonly supervisor: ReplicaSupervisor,
    private readonly rollout: RevisionRollout,
  ) {}

  async reconcile(endpoint: Endpoint): Promise<void> {
    for (const replica of await this.database.replicas.listUnstopped(endpoint.id)) {
      await this.supervisor.failIfLost(replica);
    }
    if (endpoint.desiredState !== 'running') return this.wind(endpoint);
    const model = await this.database.models.find(endpoint.modelId);
    const folder = model?.state === 'ready' ? model.targetFolder : null;
    let wanted = endpoint;
    let isRolling = false;
    if (folder !== null) {
      wanted = await this.putToSleepIfIdle(endpoint);
      await this.scale(wanted, folder);
    }
    const replicas = await this.database.replicas.listUnstopped(endpoint.id);
    if (folder !== null) isRolling = await this.rollout.advance(wanted, replicas, folder);
    const findings = { model, replicas, isRolling };
    await this.record(wanted, findings, observeRunning(wanted, findings));
  }

  /** Stops what runs of an endpoint that is not wanted any more, and removes it if it was deleted. */
  private async wind(endpoint: Endpoint): Promise<void> {
    const replicas = await this.database.replicas.listUnstopped(endpoint.id);
    for (const replica of replicas) this.supervisor.stop(replica, 'The endpoint was stopped.');
    const model = await this.database.models.find(endpoint.modelId);
    await this.record(endpoint, { model, replicas, isRolling: false }, observeWinding('stopped', replicas));
    if (endpoint.desiredState === 'deleted' && replicas.length === 0) {
      await this.database.endpoints.remove(endpoint.id);
    }
  }

  private async putToSleepIfIdle(endpoint: Endpoint): Promise<Endpoint> {
    const { id, idleTimeoutSeconds, state, stateSince } = endpoint;
    if (idleTimeoutSeconds === null || state !== 'ready') return endpoint;
    const idleSince = new Date(Date.now() - idleTimeoutSeconds * 1_000);
    if (stateSince > idleSince) return endpoint;
    const isAsleep = await this.database.endpoints.putToSleep(id, { idleSince });
    return isAsleep ? { ...endpoint, replicaCount: 0 } : endpoint;
  }

  private async scale(endpoint: Endpoint, targetFolder: string): Promise<void> {
    const weights = await this.rollout.weightsOf(endpoint, targetFolder);
    const { revision } = weights;
    const replicas = await this.database.replicas.listUnstopped(endpoint.id);
    const { kept, surplus, missingCount } = planReplicas(replicas, endpoint.replicaCount);
    for (const replica of surplus) this.supervisor.stop(replica, 'Fewer replicas are wanted.');
    for (const { id, epoch } of kept.filter(isFailed)) {
      if (this.supervisor.restartDelayMs(id) > 0) continue;
      this.supervisor.start(await this.database.replicas.restart(id, { epoch, revision }), weights);
    }
    for (let count = 0; count < missingCount; count += 1) {
      const replica = { id: newId('replica'), endpointId: endpoint.id, revision };
      this.supervisor.start(await this.database.replicas.create(replica), weights);
    }
    await this.database.replicas.pruneStopped(endpoint.id, keptStoppedReplicas);
  }

  /** Records an observed state, by legal steps only. */
  private async record(endpoint: Endpoint, findings: Findings, found: Observation): Promise<void> {
    const now = new Date();
    const observed = withDeadline(endpoint, found, now);
    const { reason } = observed;
    const conditions = conditionsOf(endpoint, findings, observed, now);
    const { generation: observedGeneration } = endpoint;
    let { state } = endpoint;
    const isCurrent =
      state === observed.state &&
      endpoint.reason === reason &&
      endpoint.observedGeneration === observedGeneration &&
      isDeepStrictEqual(endpoint.conditions, conditions);
    if (isCurrent) return;
    do {
      const to = nextEndpointState(state, observed.state);
      await this.database.endpoints.observe(endpoint.id, {
        from: state,
        to,
        reason,
        observedGeneration,
        conditions,
      });
      state = to;
    } while (state !== observed.state);
  }
}

const isFailed = ({ state }: Replica): boolean => state === 'failed';
