import { SeededRandom } from '@slipstream/testing';

import { EndpointState } from '../state/endpoint-state.js';
import { atOnce } from '../state/in-slices.js';
import { defaultMemoryBytes, memorySizeOf } from '../token-memory.js';

/**
 * Ways in which learned state may be wrong and still be whole: `shuffled` proposes what never follows, `eager` is sure of it
 * besides, `silent` is sure of nothing.
 */
export type Poison = 'shuffled' | 'eager' | 'silent';

/** A saved state that every check of its form accepts, and that is of no use. */
export function poisonState(bytes: Uint8Array, poison: Poison, memoryBytes = defaultMemoryBytes): Uint8Array {
  const state = atOnce(EndpointState.load(bytes, memorySizeOf(memoryBytes)));
  const { memory, calibration } = state;
  if (poison !== 'silent') shuffle(memory.arrays);
  const arrays = calibration.arrays;
  for (const [name, values] of Object.entries(arrays)) {
    if (poison === 'eager') values.fill(name.endsWith('trials') || name.endsWith('successes') ? 200 : 0);
    if (poison === 'silent') values.fill(name.endsWith('trials') ? 200 : 0);
  }
  return state.save();
}

/** Successors become others, and no text is left to match. */
function shuffle(arrays: EndpointState['memory']['arrays']): void {
  const random = new SeededRandom(1);
  const successors = arrays['ngrams.successors'] as Int32Array;
  const tokens = [...successors.filter((token) => token > 0)];
  for (let index = 0; index < successors.length; index++)
    if (successors[index] > 0) successors[index] = random.pick(tokens);
  (arrays['ring.bounds'] as Int32Array).fill(0);
}
