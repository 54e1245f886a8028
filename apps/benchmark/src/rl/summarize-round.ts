import { uniformFrom } from '@slipstream/decode';

import { speedupInterval, speedupOf, tokensPerSecond, type Yield } from '../bench/statistics.js';
import type { Round } from './run-round.js';
import type { RolloutArmName, RolloutGroup } from './rollout-arm.js';

export interface RolloutSummary {
  readonly tokens: number;
  readonly tokensPerSecond: number;
  /** Over plain decoding, prompts included. */
  readonly speedup: number | null;
  readonly speedupCi95: readonly [number, number] | null;
  /** Tokens emitted a step, the bonus included. */
  readonly acceptanceLength: number;
  /** Steps by what the controller chose. */
  readonly stepsByArm: Readonly<Record<'none' | 'static' | 'adaptive' | 'chained', number>>;
  /** Mean log probability of a token under the policy. */
  readonly meanLogprob: number;
}

/** Fixed, so that the same figures give the same interval. */
const bootstrapSeed = 1;

export function summarizeRound({ groups }: Round): Record<RolloutArmName, RolloutSummary> {
  const baseline = groups.get('none')!.map(yieldOf);
  return Object.fromEntries([...groups].map(([arm, list]) => [arm, summarize(list, baseline)])) as Record<
    RolloutArmName,
    RolloutSummary
  >;
}

function summarize(groups: readonly RolloutGroup[], baseline: readonly Yield[]): RolloutSummary {
  const yields = groups.map(yieldOf);
  const pairs = yields.map((arm, index) => ({ arm, baseline: baseline[index]! }));
  const rollouts = groups.flatMap((group) => group.rollouts);
  const sum = (valueOf: (rollout: (typeof rollouts)[number]) => number): number =>
    rollouts.reduce((total, rollout) => total + valueOf(rollout), 0);
  const tokens = sum((rollout) => rollout.tokens.length);
  const steps = sum(({ outcome }) => outcome.steps);
  const armSteps = (arm: keyof RolloutSummary['stepsByArm']): number =>
    sum(({ outcome }) => outcome.speculation.arms[arm]);
  return {
    tokens,
    tokensPerSecond: tokensPerSecond(yields),
    speedup: speedupOf(pairs) ?? null,
    speedupCi95: speedupInterval(pairs, uniformFrom(bootstrapSeed)) ?? null,
    acceptanceLength: steps === 0 ? 1 : 1 + sum(({ outcome }) => outcome.acceptedTokens) / steps,
    stepsByArm: {
      none: armSteps('none'),
      static: armSteps('static'),
      adaptive: armSteps('adaptive'),
      chained: armSteps('chained'),
    },
    meanLogprob: sum(({ logprobs }) => logprobs.reduce((total, value) => total + value, 0)) / tokens,
  };
}

function yieldOf({ rollouts, ms }: RolloutGroup): Yield {
  return { tokens: rollouts.reduce((total, { tokens }) => total + tokens.length, 0), ms };
}
