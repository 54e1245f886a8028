import type { DriftEventView, SpeculationPoint, SpeculationSummary } from '@slipstream/contract';
import type { DriftEvent, SpeculationSpan } from '@slipstream/persistence';
import { speedupOf, TokenTime } from '@slipstream/speculation';

export function toSpeculationSummary({
  figures,
  driftScore,
  learnedTokens,
}: Omit<SpeculationSpan, 'startedAt'>): SpeculationSummary {
  const { arms, draftLengths, reachedAt, acceptedAt, holdBack } = figures;
  const laneSteps = arms.none + arms.static + arms.adaptive + arms.chained;
  const share = (count: number): number => (laneSteps === 0 ? 0 : count / laneSteps);
  const drafted = draftLengths.reduce((sum, count, length) => sum + count * length, 0);
  const times = holdBack.map(({ speculated, plain }) => ({
    speculated: TokenTime.of(speculated),
    plain: TokenTime.of(plain),
  }));
  return {
    requests: figures.requests,
    steps: figures.steps,
    tokens: figures.tokens,
    acceptanceLength: laneSteps === 0 ? null : 1 + figures.acceptedTokens / laneSteps,
    acceptanceByPosition: reachedAt.map((reached, index) => (acceptedAt[index] ?? 0) / Math.max(1, reached)),
    lookahead: laneSteps === 0 ? null : drafted / laneSteps,
    armShares: {
      none: share(arms.none),
      static: share(arms.static),
      adaptive: share(arms.adaptive),
      chained: share(arms.chained),
    },
    draftMs: figures.draftMs,
    scoreMs: figures.scoreMs,
    speedup: speedupOf(times) ?? null,
    driftScore,
    learnedTokens: Number(learnedTokens),
  };
}

export function toSpeculationPoint(span: SpeculationSpan): SpeculationPoint {
  return { startedAt: span.startedAt.toISOString(), ...toSpeculationSummary(span) };
}

export function toDriftEventView({
  startRequest: _startRequest,
  replicaEpoch: _epoch,
  startedAt,
  endedAt,
  ...event
}: DriftEvent): DriftEventView {
  return { ...event, startedAt: startedAt.toISOString(), endedAt: endedAt?.toISOString() ?? null };
}
