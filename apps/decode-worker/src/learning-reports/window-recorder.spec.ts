import type { SequenceOutcome } from '@slipstream/decode';

import { WindowRecorder } from './window-recorder.js';

const outcome: SequenceOutcome = {
  reason: 'length',
  promptTokens: 3,
  cachedTokens: 0,
  completionTokens: 12,
  steps: 4,
  draftedTokens: 9,
  acceptedTokens: 7,
  speculation: {
    arms: { none: 1, static: 0, adaptive: 3, chained: 0 },
    draftLengths: [1, 0, 0, 3],
    reachedAt: [3, 2, 2],
    acceptedAt: [2, 2, 1],
    draftMs: 1,
    scoreMs: 40,
  },
};

describe('WindowRecorder', () => {
  let nowMs = 0;
  const recorder = (): WindowRecorder =>
    new WindowRecorder({ nowMs: () => nowMs, driftScore: () => 0.25, learnedTokens: () => 99 });
  beforeEach(() => (nowMs = 0));

  it('adds up what happened, steps with and without speculation apart', () => {
    const window = recorder();
    for (let step = 0; step < 3; step++)
      window.recordStep({ rows: 4, lanes: 1, tokens: 3, draftMs: 1, scoreMs: 10 }, 'speculated');
    window.recordStep({ rows: 1, lanes: 1, tokens: 1, draftMs: 0, scoreMs: 8 }, 'heldBack');
    window.recordSequence(outcome, 'auto');
    window.recordSequence(outcome, 'auto');
    nowMs = 60_000;
    expect(window.close(60)).toMatchObject({
      startedAt: '1970-01-01T00:00:00.000Z',
      seconds: 60,
      driftScore: 0.25,
      learnedTokens: 99,
      curve: [
        [12, 4],
        [12, 4],
      ],
      figures: {
        requests: 2,
        steps: 4,
        tokens: 10,
        draftedTokens: 18,
        acceptedTokens: 14,
        arms: { none: 2, adaptive: 6 },
        draftLengths: [2, 0, 0, 6],
        reachedAt: [6, 4, 4],
        acceptedAt: [4, 4, 2],
        draftMs: 3,
        scoreMs: 38,
        holdBack: [
          { lanes: 1, speculated: { steps: 3, tokens: 9, ms: 33 }, plain: { steps: 1, tokens: 1, ms: 8 } },
        ],
      },
    });
  });

  it('compares nothing with requests that ask for plain decoding', () => {
    const window = recorder();
    window.recordStep({ rows: 1, lanes: 1, tokens: 1, draftMs: 0, scoreMs: 8 }, 'plain');
    window.recordSequence(outcome, 'none');
    nowMs = 60_000;
    expect(window.close(60)).toMatchObject({ curve: [], figures: { requests: 1, steps: 1, holdBack: [] } });
  });

  it('ends when it has lasted long enough and something happened, and begins anew', () => {
    const window = recorder();
    nowMs = 90_000;
    expect(window.close(60)).toBeUndefined();
    window.recordStep({ rows: 1, lanes: 1, tokens: 1, draftMs: 0, scoreMs: 8 }, 'speculated');
    expect(window.close(120)).toBeUndefined();
    expect(window.close(60)?.figures.steps).toBe(1);
    nowMs = 200_000;
    expect(window.close(60)).toBeUndefined();
  });
});
