import type { SpeculationFigures } from '@slipstream/contract';

import { joinSpans } from './speculation-history.js';
import { toSpeculationSummary } from './speculation.view.js';

const times = (steps: number, tokens: number, ms: number) => ({
  steps,
  tokens: steps * tokens,
  ms: steps * ms,
  tokensSquared: steps * tokens * tokens,
  msSquared: steps * ms * ms,
  product: steps * tokens * ms,
});

const figures: SpeculationFigures = {
  requests: 2,
  steps: 100,
  tokens: 190,
  draftedTokens: 200,
  acceptedTokens: 90,
  arms: { none: 20, static: 0, adaptive: 80, chained: 0 },
  draftLengths: [20, 0, 40, 40],
  reachedAt: [80, 50],
  acceptedAt: [60, 30],
  draftMs: 10,
  scoreMs: 1_000,
  holdBack: [{ lanes: 1, speculated: times(90, 2, 12), plain: times(10, 1, 10) }],
};
const span = { startedAt: new Date(0), figures, driftScore: 0.2, learnedTokens: 5n };

describe('what speculation did', () => {
  it('is told in shares and means, with the live speed-up', () => {
    expect(toSpeculationSummary(span)).toMatchObject({
      acceptanceLength: 1.9,
      acceptanceByPosition: [0.75, 0.6],
      lookahead: 2,
      armShares: { none: 0.2, static: 0, adaptive: 0.8, chained: 0 },
      speedup: { speedup: expect.closeTo(10 / 6, 9), heldBackSteps: 10 },
      driftScore: 0.2,
      learnedTokens: 5,
    });
  });

  it('adds up over spans', () => {
    const {
      figures: sums,
      driftScore,
      learnedTokens,
    } = joinSpans([span, { ...span, driftScore: 0.7, learnedTokens: 9n }]);
    expect([driftScore, learnedTokens]).toEqual([0.7, 9n]);
    expect(sums).toMatchObject({ requests: 4, arms: { none: 40, adaptive: 160 }, acceptedAt: [120, 60] });
    expect(sums.holdBack).toEqual([{ lanes: 1, speculated: times(180, 2, 12), plain: times(20, 1, 10) }]);
  });

  it('says nothing where nothing happened', () => {
    const summary = toSpeculationSummary(joinSpans([]));
    expect(summary).toMatchObject({ requests: 0, acceptanceLength: null, lookahead: null, speedup: null });
  });
});
