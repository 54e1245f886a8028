import type { StepTurns, TargetModel } from '@slipstream/decode';

/** A target whose steps wait for their turn, so that checking it does not hold up the steps of others for long. */
export function inTurns(target: TargetModel, turns: StepTurns): TargetModel {
  const score: TargetModel['score'] = (batch, fetch) => turns.take(() => target.score(batch, fetch));
  return new Proxy(target, {
    get(_, name) {
      if (name === 'score') return score;
      const value: unknown = Reflect.get(target, name);
      return typeof value === 'function' ? (value.bind(target) as unknown) : value;
    },
  });
}
