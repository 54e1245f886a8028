import { isDeepStrictEqual } from 'node:util';

import { Injectable } from '@nestjs/common';
import { drainPatienceMs } from '@slipstream/domain';
import { type Endpoint, LeasedDatabase, newId, type Replica } from '@slipstream/persistence';

import { type CompiledRevision, RevisionRollout } from '../revision/revision-rollout.js';
import { SurgeRollout } from '../rollout/surge-rollout.js';
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
const patience = { patienceMs: drainPatienceMs };

/** Makes what runs of one endpoint match what people want of it, one small step a pass, and records what it finds. */
@Injectable()
export class EndpointReconciler {
  constructor(
    private readonly database: LeasedDatabase,
    private readonly supervisor: ReplicaSupervisor,
    private readonly rollout: RevisionRollout,
    private readonly surge: SurgeRollout,
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
      const active = await this.rollout.activeOf(wanted, folder);
      const open = await this.rollout.openOf(wanted, active);
      const changing = await this.scale(wanted, { active, open });
      isRolling = await this.rollout.advance(changing, { active, open });
    }
    const replicas = await this.database.replicas.listUnstopped(endpoint.id);
    const findings = { model, replicas, isRolling };
    await this.record(wanted, findings, observeRunning(wanted, findings));
  }

  /** Stops what runs of an endpoint that is not wanted any more, and removes it if it was deleted. */
  private async wind(endpoint: Endpoint): Promise<void> {
    const replicas = await this.database.replicas.listUnstopped(endpoint.id);
    for (const replica of replicas)
      this.supervisor.stop(replica, 'The endpoint was stopped.', { patienceMs: 0 });
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

  /**
   * Starts and stops replicas of each revision, until there are as many as there are to be. Returns those that serve the
   * active revision, or change to another in place.
   */
  private async scale(
    endpoint: Endpoint,
    { active, open }: { active: CompiledRevision; open: CompiledRevision | undefined },
  ): Promise<readonly Replica[]> {
    const replicas = await this.database.replicas.listUnstopped(endpoint.id);
    const surging = open?.revision.strategy === 'surge' ? open : undefined;
    const pools = await this.surge.advance(endpoint, replicas, {
      active: active.revision,
      surging: surging?.revision,
    });
    for (const replica of pools.leaving)
      this.supervisor.stop(replica, 'Its revision is not wanted any more.', patience);
    await this.fill(pools.active, pools.activeCount, active);
    if (surging !== undefined) await this.fill(pools.next, pools.nextCount, surging);
    await this.database.replicas.pruneStopped(endpoint.id, keptStoppedReplicas);
    return pools.active;
  }

  private async fill(replicas: readonly Replica[], count: number, serving: CompiledRevision): Promise<void> {
    const { endpointId, number: revision } = serving.revision;
    const { kept, surplus, missingCount } = planReplicas(replicas, count);
    for (const replica of surplus) this.supervisor.stop(replica, 'Fewer replicas are wanted.', patience);
    const failed = kept.filter(
      ({ id, state }) => state === 'failed' && this.supervisor.restartDelayMs(id) === 0,
    );
    if (failed.length === 0 && missingCount <= 0) return;
    const weights = await this.rollout.weightsOf(serving);
    for (const { id, epoch } of failed)
      this.supervisor.start(await this.database.replicas.restart(id, { epoch, revision }), weights);
    for (let missing = missingCount; missing > 0; missing -= 1) {
      const replica = { id: newId('replica'), endpointId, revision };
      this.supervisor.start(await this.database.replicas.create(replica), weights);
    }
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
