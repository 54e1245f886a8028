import {
  type HeldOutSequence,
  type ReplayComparison,
  replayStates,
  StateRefused,
  type StepCostPoint,
} from '@slipstream/speculation';

import type { LearnedState } from './learned-file.js';
import { LearnedRefused } from './learned-refused.js';

/** What learned states are judged by. */
export interface HeldOut {
  readonly sequences: readonly HeldOutSequence[];
  /** What steps cost where they were decoded, and how many tokens the target knows. */
  readonly stepCosts: readonly StepCostPoint[];
  readonly vocabularySize: number;
}

export interface LearnedReplay {
  readonly candidate: LearnedState;
  /** Without one, plain decoding is what the candidate has to beat. */
  readonly active: LearnedState | undefined;
  readonly heldOut: HeldOut;
  readonly onProgress?: (share: number) => void;
}

/**
 * Judges a candidate by sequences that neither has learned from. Counts, texts and calibration are compared; fine-tuned
 * layers were judged by the worker that made them. @throws LearnedRefused if either cannot be trusted.
 */
export function replayLearned({ candidate, active, heldOut, onProgress }: LearnedReplay): ReplayComparison {
  try {
    return replayStates({
      ...heldOut,
      candidate: candidate.speculation,
      active: active?.speculation,
      ...(onProgress === undefined ? {} : { onProgress }),
    });
  } catch (error) {
    if (error instanceof StateRefused) throw new LearnedRefused(`${error.message}.`);
    throw error;
  }
}
