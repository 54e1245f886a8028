import {
  type ConditionFinding,
  deadlineOf,
  type EndpointState,
  nextConditions,
  type ReplicaState,
} from '@slipstream/domain';
import type { Endpoint, Model, Replica } from '@slipstream/persistence';

/** What the reconciler finds of an endpoint. */
export interface Findings {
  readonly model: Model | undefined;
  readonly replicas: readonly Replica[];
  /** Whether new weights are on their way to the replicas. */
  readonly isRolling: boolean;
}

export interface Observation {
  readonly state: EndpointState;
  readonly reason: string | null;
}

/** The state an endpoint that is to run is in. */
export function observeRunning(endpoint: Endpoint, findings: Findings): Observation {
  const { model, replicas, isRolling } = findings;
  if (model?.state === 'failed') return { state: 'failed', reason: `The model failed: ${model.reason}` };
  if (model?.state !== 'ready') return { state: 'pending', reason: 'Waiting for the model.' };
  if (countOf(replicas, 'ready') > 0) return { state: isRolling ? 'updating' : 'ready', reason: null };
  if (endpoint.replicaCount === 0) return observeWinding('scaledToZero', replicas);
  return { state: 'starting', reason: replicas.find(({ state }) => state === 'failed')?.reason ?? null };
}

/** The state an endpoint is in that is to be without replicas. */
export function observeWinding(goal: 'stopped' | 'scaledToZero', replicas: readonly Replica[]): Observation {
  return { state: replicas.length > 0 ? 'draining' : goal, reason: null };
}

/**
 * A state that is only a way to another ends at its deadline: the endpoint has failed then, and stays so until it is
 * ready after all or somebody asks for something else. Its replicas are tried on all the while.
 */
export function withDeadline(endpoint: Endpoint, observed: Observation, now: Date): Observation {
  const { state, stateSince, reason, generation, observedGeneration } = endpoint;
  const isOnTheWay = deadlineOf(observed.state, now) !== null;
  if (
    state === 'failed' &&
    isOnTheWay &&
    observed.state !== 'draining' &&
    observedGeneration === generation
  ) {
    return { state, reason };
  }
  const deadline = deadlineOf(state, stateSince);
  if (observed.state !== state || deadline === null || now < deadline) return observed;
  const minutes = Math.round((deadline.getTime() - stateSince.getTime()) / 60_000);
  const why = observed.reason === null ? '' : ` ${observed.reason}`;
  return { state: 'failed', reason: `It was ${state} for ${minutes} minutes, which is too long.${why}` };
}

/** The conditions of an endpoint in the state observed. */
export function conditionsOf(endpoint: Endpoint, findings: Findings, observed: Observation, now: Date) {
  const { model, replicas } = findings;
  const readyCount = countOf(replicas, 'ready');
  const { replicaCount } = endpoint;
  const conditions: ConditionFinding[] = [
    modelCondition(model),
    {
      type: 'ReplicasReady',
      isTrue: readyCount >= replicaCount,
      reason: readyCount >= replicaCount ? 'AllReady' : readyCount > 0 ? 'SomeReady' : 'NoneReady',
      message: `${readyCount} of ${replicaCount} replicas are ready.`,
    },
    {
      type: 'Ready',
      isTrue: readyCount > 0 && endpoint.desiredState === 'running',
      reason: observed.state.charAt(0).toUpperCase() + observed.state.slice(1),
      message: observed.reason ?? `The endpoint is ${observed.state}.`,
    },
  ];
  return nextConditions(endpoint.conditions, conditions, now);
}

function modelCondition(model: Model | undefined): ConditionFinding {
  const type = 'ModelReady';
  if (model?.state === 'ready') {
    return { type, isTrue: true, reason: 'Compiled', message: 'The model is fetched and compiled.' };
  }
  if (model?.state === 'failed') {
    return { type, isTrue: false, reason: 'Failed', message: model.reason ?? 'The model failed.' };
  }
  return { type, isTrue: false, reason: 'Preparing', message: `The model is ${model?.state ?? 'missing'}.` };
}

function countOf(replicas: readonly Replica[], wanted: ReplicaState): number {
  return replicas.filter(({ state }) => state === wanted).length;
}
