import { EndpointState } from './endpoint-state.js';
import { atOnce } from './in-slices.js';

export interface MergeOptions {
  /** The state that all of them went on from, if they did: what they have in common then counts once. */
  readonly base?: Uint8Array;
}

/**
 * One state of what several replicas have learned. Throws `StateRefused` if any of them cannot be trusted, or has another
 * memory size than the first.
 */
export function mergeStates(states: readonly Uint8Array[], { base }: MergeOptions = {}): Uint8Array {
  const [first, ...others] = states;
  if (first === undefined) throw new RangeError('there is nothing to merge');
  const merged = atOnce(EndpointState.load(first, EndpointState.sizeOf(first)));
  for (const other of others) merged.merge(other, base);
  merged.checkIntegrity();
  return merged.save();
}
