import type { EndpointScale, ScalingPolicy } from '@slipstream/persistence';

import { ContradictoryInput, type Violation } from '../http/invalid-input.js';

/** @throws ContradictoryInput when the numbers of a scale contradict one another */
export function assertScale({ minReplicas, maxReplicas, idleTimeoutSeconds }: EndpointScale): void {
  const violations: Violation[] = [];
  if (maxReplicas < minReplicas) {
    violations.push({ path: 'maxReplicas', message: 'must not be less than minReplicas' });
  }
  if ((minReplicas === 0) !== (idleTimeoutSeconds !== null)) {
    const message =
      minReplicas === 0 ? 'is needed when minReplicas is 0' : 'must be left out unless minReplicas is 0';
    violations.push({ path: 'idleTimeoutSeconds', message });
  }
  if (violations.length > 0) throw new ContradictoryInput(violations);
}

/** The number of replicas nearest to the present one that the scale allows. */
export function withinScale(replicaCount: number, { minReplicas, maxReplicas }: EndpointScale): number {
  return Math.min(maxReplicas, Math.max(minReplicas, replicaCount));
}

const platformPolicy: ScalingPolicy = {
  targetRequestsPerReplica: null,
  targetQueueMs: null,
  scaleDownDelaySeconds: null,
};

/** What a request says of a scaling policy; what it leaves out stays as it is. */
export function policyOf(
  body: { readonly [Key in keyof ScalingPolicy]?: ScalingPolicy[Key] | undefined },
  present: ScalingPolicy = platformPolicy,
): ScalingPolicy {
  const {
    targetRequestsPerReplica = present.targetRequestsPerReplica,
    targetQueueMs = present.targetQueueMs,
    scaleDownDelaySeconds = present.scaleDownDelaySeconds,
  } = body;
  return { targetRequestsPerReplica, targetQueueMs, scaleDownDelaySeconds };
}
