import type { ArmStreamSummary, StreamFigures } from '../../bench/summarize.js';
import type { StreamReplay } from '../../replay/replay-stream.js';
import type { RolloutSummary } from '../../rl/summarize-round.js';
import type { StreamsFigures } from '../measure-arms.js';
import { type PartName, partNames } from '../part.js';
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

const arms = { none: { a: summary(1) }, static: { a: summary(1.2) }, auto: { a: summary(1.8) } };
const streams = streamsFigures(arms);
const levels = { levels: [{ ...streams, concurrency: 4 }] };
const requests = ['python', 'rust', 'json'].flatMap((domain) =>
  Array.from({ length: 6 }, () => ({
    domain,
    isLooping: false,
    pair: { arm: { tokens: 50, ms: 500 }, baseline: { tokens: 50, ms: 900 } },
  })),
);
const rollouts = (speedup: number): RolloutSummary => ({
  tokens: 400,
  tokensPerSecond: 20 * speedup,
  speedup,
  speedupCi95: [speedup - 0.1, speedup + 0.1],
  acceptanceLength: speedup + 0.2,
  stepsByArm: { none: 10, static: 20, adaptive: 0, chained: 0 },
  meanLogprob: -1.1,
});
const replay = (modelledSpeedup: number): StreamReplay => ({
  acceptanceLength: 2,
  modelledSpeedup: modelledSpeedup + 1,
  draftedPerStep: 3,
  withoutLoops: { acceptanceLength: 2, modelledSpeedup, draftedPerStep: 3 },
});
const { machine, model, profile } = report('rl', null);

const everyPart: Required<Reports> = {
  ladder: report('ladder', streamsFigures({ fp32: { a: summary(1) }, ...arms })),
  'spec-bench': report('spec-bench', streams),
  narrow: report('narrow', streams),
  sampled: report('sampled', streams),
  unpredictable: report('unpredictable', levels),
  drift: report('drift', {
    ...streams,
    requests,
    switches: [],
    switchesWithoutLoops: [{ domain: 'rust', plateau: 2, recoveredAt: null, slowestUntilThen: 0.8 }],
  }),
  rl: report('rl', {
    machine,
    model,
    profile,
    options: { samples: 4, concurrency: 1, temperature: 0.8, sigma: 0.04 },
    outputsIdentical: true,
    adaptations: [],
    revisions: [0, 1].map((revision) => ({
      revision,
      exactnessClass: 'x',
      arms: { none: rollouts(1), static: rollouts(1.2), auto: rollouts(1.5 - revision / 10) },
      sample: 'A text',
    })),
  }),
  concurrency: report('concurrency', levels),
  peers: report('peers', { ...streams, peer: 'node-llama-cpp' }),
  'fixed-lookahead': report('fixed-lookahead', streams),
  'suffix-decoding': report('suffix-decoding', {
    peer: 'ArcticInference',
    streams: { json: { adaptive: replay(1.9), auto: replay(2.1), 'suffix-decoding': replay(1.5) } },
  }),
  'live-estimate': report('live-estimate', {
    ...streams,
    runs: [
      { stream: 'run 1', live: { speedup: 1.4, low: 1.2, high: 1.6, heldBackSteps: 20 }, offline: 1.3 },
      { stream: 'run 2', live: null, offline: null },
    ],
  }),
};

it('draws every part, with nothing undrawable and every name escaped', () => {
  const { charts, page } = present(everyPart);
  expect([...charts.keys()]).toEqual([...partNames]);
  for (const svg of charts.values()) {
    expect(svg).not.toMatch(/NaN|undefined|Infinity/);
    expect(svg).toContain('Model &amp; Co, int8-row, Test &lt;CPU&gt;, 2 threads, 2026-11-25');
  }
  for (const part of partNames) expect(page).toContain(`](${part}.svg)`);
  expect(page).not.toMatch(/NaN|undefined/);
  expect(page).toContain('rust never');
});

it('has the figures of rollouts and replays as numbers', () => {
  const { page } = present(everyPart);
  expect(page).toContain('| original | auto | 400 | 30.0 | 1.50 | 1.40 – 1.60 | 1.70 | -1.10 |');
  expect(page).toContain('| revision 1 | auto | 400 | 28.0 | 1.40 | 1.30 – 1.50 | 1.60 | -1.10 |');
  expect(page).toContain('| stream | adaptive | auto | suffix-decoding | auto over suffix-decoding |');
  expect(page).toContain('| json | 1.90 | 2.10 | 1.50 | 1.40 |');
});

it('tells the static layer of each part, and where it was not recorded', () => {
  const { page } = present({
    ladder: { ...everyPart.ladder, speculator: { architecture: 'mlp-layer', sha256: '0123456789abcdef' } },
    narrow: { ...everyPart.narrow, speculator: null },
    drift: everyPart.drift,
  });
  expect(page).toMatch(/\| ladder \|.*\| abcdef0123 \| mlp-layer 0123456789abcdef \| Test/);
  expect(page).toMatch(/\| narrow \|.*\| abcdef0123 \| — \| Test/);
  expect(page).toMatch(/\| drift \|.*\| abcdef0123 \| not recorded \| Test/);
});

it('tells which prompts the figures are of, and how many of them', () => {
  const settings = {
    specBench: { file: 'spec-bench-odd.jsonl', sha256: '26cfd85bad41f6e0', limit: 96 },
    maxTokens: 80,
    temperature: 0,
    adaptation: 'off',
  };
  const recorded = { record: { maxTokens: 64, temperature: 0.7 }, specBench: null, adaptation: 'idle' };
  const { page } = present({
    'spec-bench': { ...everyPart['spec-bench'], settings },
    'suffix-decoding': { ...everyPart['suffix-decoding'], settings: recorded },
  });
  expect(page).toContain('npm run bench:suite -- --spec-bench spec-bench-odd.jsonl ');
  expect(page).toContain(
    '`spec-bench-odd.jsonl` (SHA-256 26cfd85bad41f6e0…), the odd half of its `question.jsonl`',
  );
  expect(page).toContain('| spec-bench | 96 | 80 | 0 | off |');
  expect(page).toContain('| suffix-decoding | — | 64 | 0.7 | idle |');
});

it('tells a file of prompts that it does not know by its sum alone', () => {
  const settings = { specBench: { file: 'mine.jsonl', sha256: 'ffff', limit: 10 } };
  const { page } = present({ sampled: { ...everyPart.sampled, settings } });
  expect(page).toContain('These figures are of `mine.jsonl` (SHA-256 ffff…).');
  expect(page).not.toContain('jq');
});
