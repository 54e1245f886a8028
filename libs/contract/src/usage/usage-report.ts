import type { UsageAccount } from './usage-account.js';

/**
 * What became of a request, each outranking those before it: an attempt that was interrupted or aborted is no longer
 * the last word once another one has completed the answer.
 */
export const usageOutcomes = ['running', 'interrupted', 'aborted', 'failed', 'completed'] as const;
export type UsageOutcome = (typeof usageOutcomes)[number];

/** How far a request has come, as one worker knows it. Figures are of the whole request, over all choices. */
export interface UsageReport {
  readonly requestId: string;
  readonly account: UsageAccount;
  readonly outcome: UsageOutcome;
  /** 0 until the prompt was processed. */
  readonly promptTokens: number;
  readonly cachedTokens: number;
  readonly completionTokens: number;
  readonly draftedTokens: number;
  readonly acceptedTokens: number;
}

/**
 * What two reports of one request say together. They only ever grow, so this is the greater of each figure: reports may
 * come late, twice and in any order.
 */
export function joinUsage(one: UsageReport, other: UsageReport): UsageReport {
  const greater = (figure: UsageFigure): number => Math.max(one[figure], other[figure]);
  return {
    requestId: one.requestId,
    account: one.account,
    outcome: rankOf(one.outcome) >= rankOf(other.outcome) ? one.outcome : other.outcome,
    promptTokens: greater('promptTokens'),
    cachedTokens: greater('cachedTokens'),
    completionTokens: greater('completionTokens'),
    draftedTokens: greater('draftedTokens'),
    acceptedTokens: greater('acceptedTokens'),
  };
}

type UsageFigure = {
  [Key in keyof UsageReport]: UsageReport[Key] extends number ? Key : never;
}[keyof UsageReport];

function rankOf(outcome: UsageOutcome): number {
  return usageOutcomes.indexOf(outcome);
}
