import type { SpeculationFigures, TimeSums } from '@slipstream/contract';

/** What speculation did in all of these spans together. */
export function sumFigures(parts: readonly SpeculationFigures[]): SpeculationFigures {
  const sum = (of: (part: SpeculationFigures) => number): number =>
    parts.reduce((total, part) => total + of(part), 0);
  const sumLists = (of: (part: SpeculationFigures) => readonly number[]): number[] =>
    Array.from({ length: Math.max(0, ...parts.map((part) => of(part).length)) }, (_, index) =>
      sum((part) => of(part)[index] ?? 0),
    );
  return {
    requests: sum(({ requests }) => requests),
    steps: sum(({ steps }) => steps),
    tokens: sum(({ tokens }) => tokens),
    draftedTokens: sum(({ draftedTokens }) => draftedTokens),
    acceptedTokens: sum(({ acceptedTokens }) => acceptedTokens),
    arms: {
      none: sum(({ arms }) => arms.none),
      static: sum(({ arms }) => arms.static),
      adaptive: sum(({ arms }) => arms.adaptive),
      chained: sum(({ arms }) => arms.chained),
    },
    draftLengths: sumLists(({ draftLengths }) => draftLengths),
    reachedAt: sumLists(({ reachedAt }) => reachedAt),
    acceptedAt: sumLists(({ acceptedAt }) => acceptedAt),
    draftMs: sum(({ draftMs }) => draftMs),
    scoreMs: sum(({ scoreMs }) => scoreMs),
    holdBack: sumHoldBack(parts.flatMap(({ holdBack }) => holdBack)),
  };
}

function sumHoldBack(parts: SpeculationFigures['holdBack']): SpeculationFigures['holdBack'] {
  return [...new Set(parts.map(({ lanes }) => lanes))].map((lanes) => {
    const alike = parts.filter((part) => part.lanes === lanes);
    return {
      lanes,
      speculated: sumTimes(alike.map(({ speculated }) => speculated)),
      plain: sumTimes(alike.map(({ plain }) => plain)),
    };
  });
}

function sumTimes(parts: readonly TimeSums[]): TimeSums {
  const sum = (key: keyof TimeSums): number => parts.reduce((total, part) => total + part[key], 0);
  return {
    steps: sum('steps'),
    tokens: sum('tokens'),
    ms: sum('ms'),
    tokensSquared: sum('tokensSquared'),
    msSquared: sum('msSquared'),
    product: sum('product'),
  };
}
