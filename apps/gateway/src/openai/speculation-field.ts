import type { SpeculationAnswer, SpeculationReport } from '@slipstream/contract';

/** The field `speculation` of an answer; empty where the worker did not tell. */
export function speculationField(report: SpeculationReport | undefined): { speculation?: SpeculationAnswer } {
  if (report?.details === undefined) return {};
  const { arms, draftLengths, acceptedAt, reachedAt, draftMs, scoreMs } = report.details;
  return {
    speculation: {
      steps: report.steps,
      drafted_tokens: report.draftedTokens,
      accepted_tokens: report.acceptedTokens,
      acceptance_length: report.acceptanceLength,
      arms,
      lookahead_histogram: draftLengths,
      acceptance_by_position: acceptedAt.map(
        (accepted, position) => accepted / Math.max(1, reachedAt[position] ?? 0),
      ),
      draft_ms: draftMs,
      score_ms: scoreMs,
    },
  };
}
