import { windowSeconds, type WindowState } from './usage-window.js';

export interface Budget extends WindowState {
  unit: 'requests' | 'tokens';
  limit: number;
}

/**
 * Both families of headers: `RateLimit` and `RateLimit-Policy` of the IETF's draft (draft-ietf-httpapi-ratelimit-headers),
 * and OpenAI's `x-ratelimit-…`. Of a key's and its tenant's budget the one with less left is told.
 */
export function limitHeaders(budgets: readonly Budget[]): Record<string, string> {
  const tightest = (['requests', 'tokens'] as const).flatMap((unit) => {
    const ofUnit = budgets.filter((budget) => budget.unit === unit);
    return ofUnit.length === 0
      ? []
      : [ofUnit.reduce((least, next) => (left(next) < left(least) ? next : least))];
  });
  return {
    'ratelimit-policy': tightest
      .map(({ unit, limit }) => `"${unit}";q=${limit};w=${windowSeconds}`)
      .join(', '),
    ratelimit: tightest
      .map((budget) => `"${budget.unit}";r=${left(budget)};t=${resetSeconds(budget)}`)
      .join(', '),
    ...Object.fromEntries(
      tightest.flatMap((budget) => [
        [`x-ratelimit-limit-${budget.unit}`, String(budget.limit)],
        [`x-ratelimit-remaining-${budget.unit}`, String(left(budget))],
        [`x-ratelimit-reset-${budget.unit}`, `${resetSeconds(budget)}s`],
      ]),
    ),
  };
}

function left({ used, limit }: Budget): number {
  return Math.max(0, limit - used);
}

function resetSeconds({ resetMs }: Budget): number {
  return Math.ceil(resetMs / 1_000);
}
