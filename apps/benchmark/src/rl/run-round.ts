import { uniformFrom } from '@slipstream/decode';

import { armOrder } from '../bench/schedule.js';
import { renderPrompt } from '../engine/arm.js';
import type { OpenModel } from '../engine/open-model.js';
import type { RlOptions } from './rl-options.js';
import { areSameRollouts } from './rollout.js';
import type { RolloutArm, RolloutArmName, RolloutGroup } from './rollout-arm.js';
import { wordProblems } from './word-problems.js';

/** All rollouts of one revision: a group for each prompt, by arm. */
export interface Round {
  readonly revision: number;
  readonly groups: ReadonlyMap<RolloutArmName, readonly RolloutGroup[]>;
  /** Prompts to which the arms gave different rollouts. */
  readonly differingPrompts: readonly number[];
}

/** Lets the arms take turns prompt by prompt, another one first each time. */
export async function runRound(
  arms: readonly RolloutArm[],
  revision: number,
  { model, options, onGroup }: { model: OpenModel; options: RlOptions; onGroup: () => void },
): Promise<Round> {
  const groups = new Map(arms.map(({ name }): [RolloutArmName, RolloutGroup[]] => [name, []]));
  const differingPrompts: number[] = [];
  const uniform = uniformFrom(options.seed * 1_000_003 + revision);
  const { temperature, maxTokens, samples } = options;
  const problems = wordProblems(options.prompts, options.seed + (options.freshPrompts ? revision : 0));
  for (const [index, problem] of problems.entries()) {
    const promptTokens = renderPrompt(model, [{ role: 'user', content: problem }]);
    const seeds = Array.from({ length: samples }, () => Math.floor(uniform() * 2 ** 32));
    for (const arm of armOrder(arms, index)) {
      groups.get(arm.name)!.push(await arm.roll({ promptTokens, seeds, temperature, maxTokens }));
      await arm.rest();
      onGroup();
    }
    const [first, ...others] = [...groups.values()].map((list) => list[index]!.rollouts);
    if (others.some((rollouts) => !areSameRollouts(first!, rollouts))) differingPrompts.push(index);
  }
  return { revision, groups, differingPrompts };
}
