import type { DriftReport } from '@slipstream/contract';
import type { DriftEvent } from '@slipstream/speculation';

export function driftReport({ start, end, cause, scores, before, worst, after }: DriftEvent): DriftReport {
  return {
    kind: 'drift',
    isOver: end !== undefined,
    startRequest: start,
    cause,
    scores: { ...scores },
    tokensPerStepBefore: before,
    tokensPerStepWorst: worst,
    tokensPerStepAfter: after ?? null,
  };
}
