import { EndpointSpeculation } from '../endpoint-speculation.js';
import { EndpointState } from '../state/endpoint-state.js';
import { StepCost, type StepCostPoint } from '../step-cost.js';
import { compareReplays, type ReplayComparison } from './compare-replays.js';
import { type HeldOutSequence, replaySequence, type ReplayedSequence } from './replay-sequence.js';

export interface StateReplay {
  /** As `saveState` gives them; without an active one, plain decoding is what the candidate has to beat. */
  readonly candidate: Uint8Array;
  readonly active: Uint8Array | undefined;
  readonly sequences: readonly HeldOutSequence[];
  /** What steps cost where the endpoint runs. */
  readonly stepCosts: readonly StepCostPoint[];
  /** Tokens that the target knows. */
  readonly vocabularySize?: number;
  readonly onProgress?: (share: number) => void;
}

/** Judges a learned state by sequences that it has not learned from. Throws `StateRefused` for one that cannot be trusted. */
export function replayStates(replay: StateReplay): ReplayComparison {
  const { candidate, active, sequences, onProgress } = replay;
  const sides = [candidate, ...(active === undefined ? [] : [active])];
  const replays = sides.map((state, side) =>
    replayAll(state, replay, (done) => onProgress?.((side + done / sequences.length) / sides.length)),
  );
  return compareReplays(replays[0], replays[1]);
}

function replayAll(
  state: Uint8Array,
  { sequences, stepCosts, vocabularySize }: StateReplay,
  onDone: (count: number) => void,
): ReplayedSequence[] {
  const speculation = new EndpointSpeculation({
    stepCost: StepCost.fromProfile(stepCosts),
    endpointMemory: EndpointState.sizeOf(state),
    ...(vocabularySize === undefined ? {} : { vocabularySize }),
  });
  speculation.restoreState(state);
  // Another one than what the plans follow: measured steps teach that, and here nothing is measured.
  const cost = StepCost.fromProfile(stepCosts);
  return sequences.map((sequence, index) => {
    const replayed = replaySequence(speculation, sequence, cost);
    onDone(index + 1);
    return replayed;
  });
}
