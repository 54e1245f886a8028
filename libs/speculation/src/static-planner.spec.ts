import { SeededRandom } from '@slipstream/testing';

import type { DraftChain } from './draft-chain.js';
import { StaticBenefit, type StaticRecord } from './static-benefit.js';
import { StaticCost } from './static-cost.js';
import { planStaticCall, type StaticCandidate, type StaticPlanOptions } from './static-planner.js';
import type { StaticLane } from './static-speculator.js';

/** A sequence as the planner sees it: survivals of the draft made without the model, and of one that the model makes. */
interface GivenSequence {
  readonly counted: readonly number[];
  readonly survivals: readonly number[];
  readonly lookaheadMax: number;
}

/** Of the model. */
const draftMax = 8;
const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0);
const gently = (rows: number): number => 7 + rows / 2;

function survivalsOf(acceptance: number, length = draftMax): number[] {
  return Array.from({ length }, (_, index) => acceptance ** (index + 1));
}

function undrafted(acceptance: number): GivenSequence {
  return { counted: [], survivals: survivalsOf(acceptance), lookaheadMax: 63 };
}

function candidateOf({ counted, survivals, lookaheadMax }: GivenSequence, isAsked = false): StaticCandidate {
  const chain = { draft: { length: counted.length }, expectedAccepted: sum(counted) };
  const record = {
    idleSteps: 0,
    isAsked,
    expectedAccepted: (lookahead: number) => sum(survivals.slice(0, lookahead)),
  };
  return { chain: chain as unknown as DraftChain, record: record as unknown as StaticRecord, lookaheadMax };
}

/** `bystanders` are sequences that are decoded with no draft and that the model cannot be asked for. */
function optionsOf(
  sequences: readonly GivenSequence[],
  { stepMs = gently, cost = new StaticCost(0.4, 0.2), bystanders = 0 } = {},
): StaticPlanOptions {
  const lanes = sequences.length + bystanders;
  const rows = lanes + sum(sequences.map(({ counted }) => counted.length));
  const expectedTokens = lanes + sum(sequences.flatMap(({ counted }) => counted));
  const goodput = expectedTokens / stepMs(rows);
  return { lanes, rows, expectedTokens, goodput, stepMs, cost, lookaheadMax: draftMax };
}

/** Goodput with every draft that the model makes longer on average taken from it; undefined where there is none. */
function goodputOf(
  sequences: readonly GivenSequence[],
  lookahead: number,
  { lanes, stepMs, cost }: StaticPlanOptions,
): number | undefined {
  const made = sequences.map((sequence) => {
    const { counted, survivals } = sequence;
    const drafted = survivals.slice(0, Math.min(lookahead, sequence.lookaheadMax));
    return sum(drafted) > sum(counted) ? { kept: drafted, asked: 1 } : { kept: counted, asked: 0 };
  });
  const askedCount = sum(made.map(({ asked }) => asked));
  if (askedCount === 0) return undefined;
  const rows = lanes + sum(made.map(({ kept }) => kept.length));
  const tokens = lanes + sum(made.flatMap(({ kept }) => kept));
  return tokens / (stepMs(rows) + cost.at(lookahead, askedCount));
}

function bestByBruteForce(sequences: readonly GivenSequence[], options: StaticPlanOptions) {
  let best: { lookahead: number; goodput: number } | undefined;
  for (let lookahead = 1; lookahead <= options.lookaheadMax; lookahead++) {
    const goodput = goodputOf(sequences, lookahead, options);
    if (goodput === undefined || goodput <= (best?.goodput ?? 1.03 * options.goodput)) continue;
    best = { lookahead, goodput };
  }
  return best;
}

function randomCase(random: SeededRandom, candidates: number): [GivenSequence[], StaticPlanOptions] {
  const [firstMs, rowMs, tile] = [random.between(5, 20), 3 * random.next() ** 2, random.pick([1, 4, 8])];
  const sequences = Array.from({ length: candidates }, () => ({
    counted: survivalsOf(random.next(), random.below(5)),
    survivals: survivalsOf(random.next()),
    lookaheadMax: random.between(1, 12),
  }));
  const stepMs = (rows: number): number => firstMs + rowMs * tile * Math.ceil(rows / tile);
  const cost = new StaticCost(2 * random.next(), random.next());
  return [sequences, optionsOf(sequences, { stepMs, cost, bystanders: random.below(4) })];
}

describe('planStaticCall', () => {
  it.each([1, 2, 5])(
    'asks if and only if that beats the plan without, with the lookahead of the highest goodput (%i lanes)',
    (lanes) => {
      const random = new SeededRandom(lanes);
      const counts = { asked: 0, spared: 0 };
      for (let round = 0; round < 400; round++) {
        const [sequences, options] = randomCase(random, lanes);
        const best = bestByBruteForce(sequences, options);
        const call = planStaticCall(
          sequences.map((sequence) => candidateOf(sequence)),
          options,
        );
        expect(call?.lookahead).toBe(best?.lookahead);
        counts[call === undefined ? 'spared' : 'asked']++;
      }
      expect(Math.min(counts.asked, counts.spared)).toBeGreaterThan(40);
    },
  );

  it('asks a model of which nothing is known, and not one whose drafts were wrong before', () => {
    const lane = { tokens: Int32Array.of(5, 5, 5, 5), length: 4 } as unknown as StaticLane;
    const [unknown, worthless] = [new StaticBenefit(), new StaticBenefit()];
    for (let draft = 0; draft < 100; draft++) {
      const history = { tokens: Int32Array.of(6), length: 1 };
      worthless.open().learn(lane, history, { base: 0, learning: 'on' });
    }
    const [asked, spared] = [unknown, worthless].map((benefit) => {
      const candidate = { ...candidateOf(undrafted(0)), record: benefit.open() };
      return planStaticCall([candidate], optionsOf([undrafted(0)]));
    });
    expect(asked).toBeDefined();
    expect(spared).toBeUndefined();
  });

  it('does not ask where the call takes longer than its drafts save', () => {
    const calls = [0.5, 30].map((callMs) => {
      const options = optionsOf([undrafted(0.7)], { cost: new StaticCost(callMs, 0.2) });
      return planStaticCall([candidateOf(undrafted(0.7))], options);
    });
    expect(calls).toEqual([expect.anything(), undefined]);
  });

  it('does not ask for a batch so full that every further row is dear', () => {
    const stepMs = (rows: number): number => 10 + 5 * Math.max(0, rows - 8);
    const calls = [1, 16].map((lanes) => {
      const sequences = Array.from({ length: lanes }, () => undrafted(0.8));
      return planStaticCall(
        sequences.map((sequence) => candidateOf(sequence)),
        optionsOf(sequences, { stepMs }),
      );
    });
    expect(calls).toEqual([expect.anything(), undefined]);
  });

  it.each([
    ['begins to ask for a gain of three per cent', false, [1.02, 1.04]],
    ['goes on asking until that loses three per cent', true, [0.96, 0.98]],
  ])('%s', (_what, isAsked, gains) => {
    const calls = gains.map((gain) => {
      // Rows are free, so goodput goes from 1 / 10 to 1.5 / (10 + the call).
      const cost = new StaticCost(15 / gain - 10, 0);
      const sequence = { counted: [], survivals: [0.5], lookaheadMax: 1 };
      const options = optionsOf([sequence], { stepMs: () => 10, cost });
      return planStaticCall([candidateOf(sequence, isAsked)], options);
    });
    expect(calls).toEqual([undefined, expect.anything()]);
  });

  it('asks for those sequences alone whose drafts it improves', () => {
    const sequences = [
      { ...undrafted(0.7), counted: survivalsOf(0.95) },
      undrafted(0.7),
      { ...undrafted(0.7), lookaheadMax: 0 },
    ];
    const candidates = sequences.map((sequence) => candidateOf(sequence));
    const options = optionsOf(sequences, { stepMs: () => 10, cost: new StaticCost(0.1, 0.1) });
    expect(planStaticCall(candidates, options)?.candidates).toEqual([candidates[1]]);
  });

  it('lets the model stop where a token is not worth its row and its drafting', () => {
    const sequences = [undrafted(0.9)];
    const options = optionsOf(sequences, { stepMs: (rows) => 10 + rows, cost: new StaticCost(0.5, 0.25) });
    const { goodput } = bestByBruteForce(sequences, options)!;
    const call = planStaticCall(
      sequences.map((sequence) => candidateOf(sequence)),
      options,
    );
    expect(call?.survivalMin).toBeCloseTo(goodput * (1 + options.cost.tokenMs), 6);
  });
});

describe('a sequence for which asking does not seem to pay', () => {
  /** The steps, from 1, at which the model was asked, while its drafts survive as `acceptanceAt` says. */
  function askedAt(steps: number, acceptanceAt: (step: number) => number, room = 63): number[] {
    const asked: number[] = [];
    const { chain, record } = candidateOf(undrafted(0));
    for (let step = 1; step <= steps; step++) {
      const expectedAccepted = (lookahead: number): number =>
        sum(survivalsOf(acceptanceAt(step)).slice(0, lookahead));
      Object.assign(record, { expectedAccepted });
      const call = planStaticCall([{ chain, record, lookaheadMax: room }], optionsOf([undrafted(0)]));
      if (call !== undefined) asked.push(step);
    }
    return asked;
  }

  it('is asked for once in 64 steps', () => {
    expect(askedAt(300, () => 0.01)).toEqual([64, 128, 192, 256]);
  });

  it('waits another 64 steps from the last time that it was asked for', () => {
    expect(askedAt(200, (step) => (step === 30 ? 0.9 : 0.01))).toEqual([30, 94, 158]);
  });

  it('is asked for beside one that is asked in every step, and has not thereby begun to ask', () => {
    const sequences = [undrafted(0.9), { ...undrafted(0.1), counted: survivalsOf(0.8) }];
    const candidates = sequences.map((sequence) => candidateOf(sequence));
    const asked: number[] = [];
    for (let step = 1; step <= 200; step++) {
      const call = planStaticCall(candidates, optionsOf(sequences))!;
      expect(call.candidates).toContain(candidates[0]);
      if (call.candidates.includes(candidates[1]!)) asked.push(step);
      expect(candidates[1]!.record.isAsked).toBe(false);
    }
    expect(asked).toEqual([64, 128, 192]);
  });

  it('is not asked for without room for a draft', () => {
    expect(askedAt(200, () => 0.01, 0)).toEqual([]);
  });

  it('is probed with a short draft', () => {
    const sequences = [undrafted(0.01)];
    const candidates = sequences.map((sequence) => candidateOf(sequence));
    const probeOf = (options: StaticPlanOptions) => {
      for (const { record } of candidates) record.idleSteps = 63;
      return planStaticCall(candidates, options);
    };
    const options = optionsOf(sequences);
    expect(probeOf(options)).toMatchObject({ candidates, lookahead: 3 });
    expect(probeOf({ ...options, lookaheadMax: 2 })).toMatchObject({ candidates, lookahead: 2 });
  });
});
