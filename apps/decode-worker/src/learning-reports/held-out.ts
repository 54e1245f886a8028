import { createHash } from 'node:crypto';

import type { DecodeBody, HeldOutReport, SpeculationPolicyBody } from '@slipstream/contract';
import type { Learning, StepCost, TaughtSequence } from '@slipstream/speculation';

/** One request in so many is not learned from, but kept to judge by. */
const heldOutOneIn = 16;

/**
 * Whether an endpoint learns from a request. Which ones are held out follows from their ids, which are random, so an answer
 * that goes on elsewhere is treated there as it was here.
 */
export function learningOf(
  { requestId, learning }: Pick<DecodeBody, 'requestId' | 'learning'>,
  policy: SpeculationPolicyBody,
): Learning {
  if (learning === 'off' || policy.learning === 'off') return 'off';
  return policy.heldOut === 'on' && isHeldOut(requestId) ? 'heldOut' : 'on';
}

function isHeldOut(requestId: string): boolean {
  return createHash('sha256').update(requestId).digest().readUInt32LE() % heldOutOneIn === 0;
}

/** Rows at which the cost of a step is told. */
const rowsTold = [1, 2, 4, 8, 12, 16, 24, 32, 48, 64] as const;

/** A sequence that was held out, with what it takes to decode it anew on paper. */
export function heldOutReport(
  { tokens, promptLength }: TaughtSequence,
  { stepCost, vocabularySize }: { readonly stepCost: StepCost; readonly vocabularySize: number },
): HeldOutReport {
  return {
    kind: 'heldOut',
    tokens: [...tokens],
    promptLength,
    stepCosts: rowsTold.map((rows) => ({ rows, ms: stepCost.at(rows, 1) })),
    vocabularySize,
  };
}
