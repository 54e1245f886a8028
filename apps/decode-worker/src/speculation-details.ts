import type { SpeculationDetails } from '@slipstream/contract';
import type { SpeculationFigures } from '@slipstream/decode';

/** The figures of several choices added up. */
export function sumOfFigures(parts: readonly SpeculationFigures[]): SpeculationDetails {
  const sum = (valueOf: (part: SpeculationFigures) => number): number =>
    parts.reduce((total, part) => total + valueOf(part), 0);
  const sumList = (listOf: (part: SpeculationFigures) => readonly number[]): number[] =>
    Array.from({ length: Math.max(0, ...parts.map((part) => listOf(part).length)) }, (_, index) =>
      sum((part) => listOf(part)[index] ?? 0),
    );
  return {
    arms: {
      none: sum(({ arms }) => arms.none),
      static: sum(({ arms }) => arms.static),
      adaptive: sum(({ arms }) => arms.adaptive),
      chained: sum(({ arms }) => arms.chained),
    },
    draftLengths: sumList(({ draftLengths }) => draftLengths),
    acceptedAt: sumList(({ acceptedAt }) => acceptedAt),
    reachedAt: sumList(({ reachedAt }) => reachedAt),
    draftMs: sum(({ draftMs }) => draftMs),
    scoreMs: sum(({ scoreMs }) => scoreMs),
  };
}
