import type { Answer } from '../engine/answer.js';
import type { RequestResult, RoundResult } from './run-stream.js';
import { type ArmStreamSummary, summarizeStream } from './summarize.js';

const promptMs = 200;
const request: RequestResult['request'] = {
  conversation: { stream: 's', lineNumber: 1, turns: [[]] },
  turn: 0,
};

interface Given {
  /** Tokens after the first, each `gapMs` after the one before. */
  readonly count: number;
  readonly gapMs: number;
  readonly steps?: number;
  /** Repeats one token to the end. */
  readonly loops?: true;
}

function answerOf({ count, gapMs, steps = count, loops }: Given): Answer {
  return {
    promptTokens: [1],
    tokens: Array.from({ length: count + 1 }, (_, index) => (loops ? 7 : index)),
    text: '',
    reason: 'stop',
    totalMs: promptMs + count * gapMs,
    firstTokenMs: promptMs,
    tokenGapsMs: Array.from({ length: count }, () => gapMs),
    steps,
    draftedTokens: 2 * (count - steps),
    acceptedTokens: count - steps,
  };
}

const alone = (given: Given): RoundResult => {
  const answer = answerOf(given);
  return { ms: answer.totalMs, results: [{ request, answer }] };
};
const together = (ms: number, ...given: Given[]): RoundResult => ({
  ms,
  results: given.map((each) => ({ request, answer: answerOf(each) })),
});

function summarize(
  arms: { readonly none: readonly RoundResult[]; readonly auto: readonly RoundResult[] },
  { concurrency = 1, baseline = 'none' } = {},
): Record<'none' | 'auto', ArmStreamSummary> {
  const summaries = summarizeStream(new Map(Object.entries(arms)), { baseline, concurrency, seed: 1 });
  return { none: summaries.get('none')!, auto: summaries.get('auto')! };
}

it('times decoding from the first token on, and end to end with the prompt', () => {
  const { none, auto } = summarize({
    none: [alone({ count: 10, gapMs: 20 })],
    auto: [alone({ count: 10, gapMs: 10, steps: 4 })],
  });
  expect(none).toMatchObject({ requests: 1, tokens: 11, seconds: 0.2, tokensPerSecond: 50, speedup: 1 });
  expect(auto).toMatchObject({ requests: 1, tokens: 11, seconds: 0.1, tokensPerSecond: 100, speedup: 2 });
  expect(none.endToEnd).toMatchObject({ seconds: 0.4, tokensPerSecond: 27.5, speedup: 1 });
  expect(auto.endToEnd.tokensPerSecond).toBeCloseTo(11 / 0.3);
  expect(auto.endToEnd.speedup).toBeCloseTo(4 / 3);
  expect(auto).toMatchObject({ firstTokenMsP50: 200, interTokenMsP50: 10, interTokenMsP99: 10 });
});

it('counts the bonus token into the acceptance length', () => {
  const { none, auto } = summarize({
    none: [alone({ count: 10, gapMs: 20 })],
    auto: [alone({ count: 10, gapMs: 10, steps: 4 })],
  });
  expect(none.acceptanceLength).toBe(1);
  expect(auto).toMatchObject({ acceptanceLength: 2.5, draftedTokens: 12, acceptedTokens: 6 });
});

it('tells the figures without answers that repeat themselves, of both arms the same requests', () => {
  const { none, auto } = summarize({
    none: [alone({ count: 10, gapMs: 10 }), alone({ count: 40, gapMs: 10, loops: true })],
    auto: [alone({ count: 10, gapMs: 8, steps: 8 }), alone({ count: 40, gapMs: 2, steps: 12, loops: true })],
  });
  expect(none.loopingAnswers).toBe(1);
  // 500 ms in 80 + 80 ms, for 50 tokens in 8 + 12 steps.
  expect(auto).toMatchObject({ requests: 2, tokens: 52, loopingAnswers: 1, speedup: 3.125 });
  expect(auto.acceptanceLength).toBeCloseTo(2.5);
  expect(none.withoutLoops).toMatchObject({ requests: 1, tokens: 11, seconds: 0.1, speedup: 1 });
  expect(auto.withoutLoops).toMatchObject({ requests: 1, tokens: 11, seconds: 0.08, speedup: 1.25 });
  expect(auto.withoutLoops!.acceptanceLength).toBe(1.25);
});

it('knows no figures without loops where every answer loops', () => {
  const rounds = [alone({ count: 40, gapMs: 10, loops: true })];
  const { auto } = summarize({ none: rounds, auto: rounds });
  expect(auto.withoutLoops).toMatchObject({ requests: 0, tokens: 0, speedup: null, acceptanceLength: null });
});

it('weighs the requests of the first and the last quarter by their time', () => {
  const gapsMs = [10, 8, 5, 5, 5, 5, 4, 2];
  const { auto } = summarize({
    none: gapsMs.map(() => alone({ count: 10, gapMs: 10 })),
    auto: gapsMs.map((gapMs) => alone({ count: 10, gapMs })),
  });
  // 200 ms in 100 + 80 and in 40 + 20 ms.
  expect(auto.firstQuarterSpeedup).toBeCloseTo(200 / 180);
  expect(auto.lastQuarterSpeedup).toBeCloseTo(200 / 60);
});

it('cuts the quarters without loops from the requests that are left', () => {
  const requests = [10, 10, 5, 4, 1].map((gapMs) => ({ count: 40, gapMs }));
  const loopsAt = (index: number): Pick<Given, 'loops'> => (index === 4 ? { loops: true } : {});
  const { auto } = summarize({
    none: requests.map((given, index) => alone({ ...given, gapMs: 10, ...loopsAt(index) })),
    auto: requests.map((given, index) => alone({ ...given, ...loopsAt(index) })),
  });
  // Of all five the last two, 800 ms in 160 + 40; of the four that don't loop the last one, 400 ms in 160.
  expect(auto.lastQuarterSpeedup).toBeCloseTo(4);
  expect(auto.withoutLoops!.lastQuarterSpeedup).toBeCloseTo(2.5);
  expect(auto.withoutLoops!.firstQuarterSpeedup).toBeCloseTo(1);
});

it('has an interval of no width where all requests are alike, and none for one request', () => {
  const alike = (gapMs: number): RoundResult[] => [1, 2, 3].map(() => alone({ count: 10, gapMs }));
  const { auto } = summarize({ none: alike(10), auto: alike(5) });
  expect(auto.speedupCi95).toEqual([2, 2]);
  expect(auto.lastQuarterCi95).toBeNull();
});

it('takes wall times of whole rounds where requests share them, and leaves no loops out', () => {
  const pair = [
    { count: 9, gapMs: 20 },
    { count: 9, gapMs: 20 },
  ];
  const arms = { none: [together(400, ...pair)], auto: [together(250, ...pair)] };
  const { none, auto } = summarize(arms, { concurrency: 2 });
  expect(none).toMatchObject({ requests: 2, tokens: 20, seconds: 0.4, tokensPerSecond: 50, speedup: 1 });
  expect(auto).toMatchObject({ tokensPerSecond: 80, speedup: 1.6, withoutLoops: null });
});

it('counts a request without an answer as skipped, and for nothing else', () => {
  const skipped: RoundResult = { ms: 0, results: [{ request, answer: undefined }] };
  const { auto } = summarize({
    none: [alone({ count: 10, gapMs: 10 }), skipped],
    auto: [alone({ count: 10, gapMs: 5 }), skipped],
  });
  expect(auto).toMatchObject({ requests: 1, skippedRequests: 1, speedup: 2 });
});

it('knows no speed-up over an arm that took no part', () => {
  const rounds = [alone({ count: 10, gapMs: 10 })];
  const { auto } = summarize({ none: rounds, auto: rounds }, { baseline: 'fp32' });
  expect(auto).toMatchObject({ tokensPerSecond: 100, speedup: null, lastQuarterSpeedup: null });
});
