import type { ArmStreamSummary, StreamFigures } from '../../bench/summarize.js';
import type { StreamsFigures } from '../measure-arms.js';
import type { PartName } from '../part.js';
import type { PartReport, Reports } from '../reports.js';
import { present } from './present.js';

const figures = (speedup: number): StreamFigures => ({
  requests: 8,
  tokens: 400,
  seconds: 5,
  tokensPerSecond: 80 * speedup,
  speedup,
  speedupCi95: [speedup - 0.1, speedup + 0.1],
  acceptanceLength: speedup,
  firstQuarterSpeedup: speedup,
  lastQuarterSpeedup: 2 * speedup,
  lastQuarterCi95: [2 * speedup - 0.2, 2 * speedup + 0.2],
});

/** Loops flatter: all answers together are faster than those without. */
const summary = (speedup: number): ArmStreamSummary => ({
  ...figures(speedup + 1),
  withoutLoops: figures(speedup),
  skippedRequests: 0,
  loopingAnswers: 2,
  endToEnd: { seconds: 6, tokensPerSecond: 70 * speedup, speedup },
  draftedTokens: 100,
  acceptedTokens: 60,
  firstTokenMsP50: 80,
  interTokenMsP50: 12,
  interTokenMsP99: 30,
});

const streamsFigures = (arms: StreamsFigures['arms'], outputsIdentical = true): StreamsFigures => ({
  outputsIdentical,
  comparedAnswers: 16,
  stepTimes: [],
  adaptations: {},
  arms,
  autoOver: {},
});

function report<Figures>(part: PartName, measured: Figures): PartReport<Figures> {
  return {
    part,
    date: '2026-11-25T10:00:00.000Z',
    seconds: 90,
    code: { commit: 'abcdef0123456789', isModified: false },
    machine: {
      processor: 'Test <CPU>',
      logicalCores: 2,
      threads: 2,
      memoryGiB: 8,
      loadAverage: 0.2,
      node: 'v20.0.0',
      platform: 'linux-x64',
      exactnessClass: 'x',
    },
    model: 'Model & Co',
    profile: 'int8-row',
    settings: {},
    asked: { quick: false, model: 'm', profile: 'int8-row', threads: null },
    figures: measured,
  };
}

const goalOf = (reports: Reports, claim: RegExp) =>
  present(reports).goals.find((goal) => claim.test(goal.claim))!;

it('judges nothing that was not measured', () => {
  const { goals, charts, page } = present({});
  expect(goals.every(({ verdict }) => verdict === 'not measured')).toBe(true);
  expect(charts.size).toBe(0);
  expect(page).toContain('Not measured: ladder');
});

it('judges the figures without answers that repeat themselves', () => {
  const reports: Reports = {
    'spec-bench': report(
      'spec-bench',
      streamsFigures({
        none: { chat: summary(1), rag: summary(1) },
        auto: { chat: summary(1.5), rag: summary(1.7) },
      }),
    ),
  };
  const goal = goalOf(reports, /^Auto over none, mean of the Spec-Bench/);
  expect(goal).toMatchObject({ verdict: 'missed', detail: 'chat 1.50, rag 1.70' });
  expect(goal.estimate!.value).toBeCloseTo(1.6);
});

it('compares with the best fixed lookahead of each stream, and tells the worst stream', () => {
  const reports: Reports = {
    'fixed-lookahead': report('fixed-lookahead', {
      ...streamsFigures({
        auto: { a: summary(1.5), b: summary(1.2) },
        'fixed-1': { a: summary(1.4), b: summary(1.2) },
        'fixed-8': { a: summary(1.2), b: summary(1.6) },
      }),
      autoOver: {
        'fixed-1': { a: summary(1.07), b: summary(1) },
        'fixed-8': { a: summary(1.25), b: summary(0.75) },
      },
    }),
  };
  const { estimate, verdict } = goalOf(reports, /best fixed lookahead/);
  expect(estimate!.value).toBeCloseTo(0.75);
  expect(verdict).toBe('missed');
});

it("compares with llama.cpp's better mode", () => {
  const modes = { 'llama.cpp': { a: summary(1) }, 'llama.cpp-lookup': { a: summary(1.1) } };
  const reports: Reports = {
    peers: report('peers', {
      ...streamsFigures({ none: { a: summary(1.3) }, auto: { a: summary(2.2) }, ...modes }),
      autoOver: { 'llama.cpp': { a: summary(2.2) }, 'llama.cpp-lookup': { a: summary(2) } },
      peer: 'node-llama-cpp',
    }),
  };
  const { estimate, detail } = goalOf(reports, /llama/);
  expect(estimate!.value).toBe(2);
  expect(detail).toBe('better mode: llama.cpp-lookup; ours without drafts 1.30× its plain');
});

it('says it when a text differs', () => {
  const narrow = report('narrow', streamsFigures({ none: { a: summary(1) } }, false));
  expect(goalOf({ narrow }, /text of an arm differs/)).toMatchObject({ verdict: 'missed' });
});

it('counts the runs whose live interval holds the A/B figure', () => {
  const run = (low: number, high: number, offline: number) => ({
    stream: 'r',
    offline,
    live: { speedup: (low + high) / 2, low, high, heldBackSteps: 20 },
  });
  const runs = [...Array.from({ length: 9 }, () => run(1.2, 1.6, 1.5)), run(1.2, 1.6, 1.7)];
  const reports: Reports = {
    'live-estimate': report('live-estimate', { ...streamsFigures({}), runs }),
  };
  expect(goalOf(reports, /live speed-up/)).toMatchObject({ verdict: 'met', detail: '9 of 10' });
});

it('draws what was measured, with nothing undrawable and every name escaped', () => {
  const arms = { none: { a: summary(1) }, static: { a: summary(1.2) }, auto: { a: summary(1.8) } };
  const level = { ...streamsFigures(arms), concurrency: 4 };
  const requests = ['python', 'rust', 'json'].flatMap((domain) =>
    Array.from({ length: 6 }, () => ({
      domain,
      isLooping: false,
      pair: { arm: { tokens: 50, ms: 500 }, baseline: { tokens: 50, ms: 900 } },
    })),
  );
  const { charts, page } = present({
    ladder: report('ladder', streamsFigures({ fp32: { a: summary(1) }, ...arms })),
    narrow: report('narrow', streamsFigures(arms)),
    concurrency: report('concurrency', { levels: [level] }),
    drift: report('drift', {
      ...streamsFigures(arms),
      requests,
      switches: [],
      switchesWithoutLoops: [{ domain: 'rust', plateau: 2, recoveredAt: null, slowestUntilThen: 0.8 }],
    }),
  });
  expect([...charts.keys()]).toEqual(['ladder', 'narrow', 'drift', 'concurrency']);
  for (const svg of charts.values()) {
    expect(svg).not.toMatch(/NaN|undefined|Infinity/);
    expect(svg).toContain('Model &amp; Co');
  }
  expect(page).toContain('![Drift](drift.svg)');
  expect(page).toContain('rust never');
});
