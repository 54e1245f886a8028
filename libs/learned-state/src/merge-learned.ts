import { mergeStates, StateRefused } from '@slipstream/speculation';

import { type LearnedState } from './learned-file.js';
import { LearnedRefused } from './learned-refused.js';

/**
 * One learned state of what several replicas have learned since `base`, if there is one. Counts and texts of all go into it;
 * of the fine-tuned layers, which cannot be added, that of the replica which has learned most.
 * @throws LearnedRefused if any of them cannot be trusted.
 */
export function mergeLearned(states: readonly LearnedState[], base?: LearnedState): LearnedState {
  const { modelDigest } = states[0]!;
  if ([...states, base ?? states[0]!].some((state) => state.modelDigest !== modelDigest))
    throw new LearnedRefused('it was learned with another model.');
  const inherited = base?.learnedTokens ?? 0;
  const learnedTokens = states.reduce(
    (sum, state) => sum + Math.max(0, state.learnedTokens - inherited),
    inherited,
  );
  const { layer } = [...states].sort((a, b) => b.learnedTokens - a.learnedTokens)[0]!;
  try {
    const speculation = mergeStates(
      states.map((state) => state.speculation),
      base === undefined ? {} : { base: base.speculation },
    );
    return { modelDigest, learnedTokens, speculation, ...(layer === undefined ? {} : { layer }) };
  } catch (error) {
    if (error instanceof StateRefused) throw new LearnedRefused(`${error.message}.`);
    throw error;
  }
}
