import type { TransitionTable } from './transitions.js';

export const modelStates = ['pending', 'fetching', 'compiling', 'measuring', 'ready', 'failed'] as const;
export type ModelState = (typeof modelStates)[number];

/** A failed admission may be tried again; an interrupted one starts over, because all stages reuse what they finished. */
export const nextModelStates = {
  pending: ['fetching', 'failed'],
  fetching: ['compiling', 'failed', 'pending'],
  // One whose profile was given is not compared with others.
  compiling: ['measuring', 'ready', 'failed', 'pending'],
  measuring: ['ready', 'failed', 'pending'],
  ready: [],
  failed: ['pending'],
} as const satisfies TransitionTable<ModelState>;

/** How weights are quantized when they become a target graph. */
export const quantizationProfiles = ['fp32', 'int8-row', 'int4'] as const;
export type QuantizationProfile = (typeof quantizationProfiles)[number];
