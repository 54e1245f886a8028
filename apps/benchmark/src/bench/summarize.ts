import type { Answer } from '../engine/answer.js';
import { uniformFrom } from '@slipstream/decode';
import { isLooping } from './loops.js';
import type { RoundResult, StreamResult } from './run-stream.js';
import {
  percentile,
  quarters,
  speedupInterval,
  speedupOf,
  tokensPerSecond,
  type Yield,
  type YieldPair,
} from './statistics.js';

/**
 * Speed-ups are over the baseline arm, at the same requests.
 *
 * With one request at a time, `seconds`, `tokensPerSecond` and `speedup` are of decoding: from an answer's first token
 * on, over the tokens after it (what llama-bench calls tg, and the inverse of vLLM's TPOT). Reading the prompt is the
 * time to the first token; `endToEnd` has both together. With concurrency prompts are read while others decode, and
 * all times are wall times of whole rounds.
 */
export interface StreamFigures {
  readonly requests: number;
  /** Emitted tokens, the first of each answer included. */
  readonly tokens: number;
  readonly seconds: number;
  readonly tokensPerSecond: number;
  readonly speedup: number | null;
  readonly speedupCi95: readonly [number, number] | null;
  readonly acceptanceLength: number | null;
  readonly firstQuarterSpeedup: number | null;
  readonly lastQuarterSpeedup: number | null;
  readonly lastQuarterCi95: readonly [number, number] | null;
}

export interface ArmStreamSummary extends StreamFigures {
  /** Requests whose conversation no longer fitted the context. */
  readonly skippedRequests: number;
  readonly loopingAnswers: number;
  /** The same figures over the requests whose answer does not loop; null with concurrency, where they share time. */
  readonly withoutLoops: StreamFigures | null;
  readonly endToEnd: Pick<StreamFigures, 'seconds' | 'tokensPerSecond' | 'speedup'>;
  readonly draftedTokens: number;
  readonly acceptedTokens: number;
  readonly firstTokenMsP50: number;
  readonly interTokenMsP50: number;
  readonly interTokenMsP99: number;
}

export interface SummaryOptions {
  /** The arm that speed-ups are over. */
  readonly baseline: string;
  readonly concurrency: number;
  readonly seed: number;
}

export function summarizeStream(
  result: StreamResult,
  options: SummaryOptions,
): Map<string, ArmStreamSummary> {
  const baseline = result.get(options.baseline);
  return new Map([...result].map(([arm, rounds]) => [arm, summarizeArm(rounds, baseline, options)]));
}

function summarizeArm(
  rounds: readonly RoundResult[],
  baseline: readonly RoundResult[] | undefined,
  options: SummaryOptions,
): ArmStreamSummary {
  const all = rounds.map((round, index) => ({ arm: round, baseline: baseline?.[index] }));
  const answers = answersOf(rounds);
  const yieldOf = options.concurrency === 1 ? decodingYield : roundYield;
  const endToEnd = yieldPairs(all, roundYield);
  const gapsMs = answers.flatMap((answer) => answer.tokenGapsMs);
  const straight = all.filter((pair) => !answersOf([pair.arm]).some((answer) => isLooping(answer.tokens)));
  return {
    ...figuresOf(all, yieldOf, options.seed),
    skippedRequests: rounds.flatMap((round) => round.results).length - answers.length,
    loopingAnswers: answers.filter((answer) => isLooping(answer.tokens)).length,
    withoutLoops: options.concurrency === 1 ? figuresOf(straight, yieldOf, options.seed) : null,
    endToEnd: {
      seconds: sum(endToEnd, (pair) => pair.arm.ms) / 1000,
      tokensPerSecond: tokensPerSecond(endToEnd.map((pair) => pair.arm)),
      speedup: speedupOf(endToEnd.filter(isPaired)) ?? null,
    },
    draftedTokens: sum(answers, (answer) => answer.draftedTokens),
    acceptedTokens: sum(answers, (answer) => answer.acceptedTokens),
    firstTokenMsP50: percentile(
      answers.map((answer) => answer.firstTokenMs),
      0.5,
    ),
    interTokenMsP50: percentile(gapsMs, 0.5),
    interTokenMsP99: percentile(gapsMs, 0.99),
  };
}

interface RoundPair {
  readonly arm: RoundResult;
  readonly baseline: RoundResult | undefined;
}

type YieldOf = (round: RoundResult) => Yield;

function yieldPairs(
  pairs: readonly RoundPair[],
  yieldOf: YieldOf,
): { arm: Yield; baseline: Yield | undefined }[] {
  return pairs.map((pair) => ({
    arm: yieldOf(pair.arm),
    baseline: pair.baseline === undefined ? undefined : yieldOf(pair.baseline),
  }));
}

function figuresOf(pairs: readonly RoundPair[], yieldOf: YieldOf, seed: number): StreamFigures {
  const answers = answersOf(pairs.map((pair) => pair.arm));
  const yields = yieldPairs(pairs, yieldOf);
  const paired = yields.filter(isPaired);
  const { first, last } = quarters(paired);
  const steps = sum(answers, (answer) => answer.steps);
  const ms = sum(yields, (pair) => pair.arm.ms);
  return {
    requests: answers.length,
    tokens: sum(answers, (answer) => answer.tokens.length),
    seconds: ms / 1000,
    tokensPerSecond: tokensPerSecond(yields.map((pair) => pair.arm)),
    speedup: speedupOf(paired) ?? null,
    speedupCi95: speedupInterval(paired, uniformFrom(seed)) ?? null,
    acceptanceLength: steps === 0 ? null : 1 + sum(answers, (answer) => answer.acceptedTokens) / steps,
    firstQuarterSpeedup: speedupOf(first) ?? null,
    lastQuarterSpeedup: speedupOf(last) ?? null,
    lastQuarterCi95: speedupInterval(last, uniformFrom(seed)) ?? null,
  };
}

function isPaired(pair: { arm: Yield; baseline: Yield | undefined }): pair is YieldPair {
  return pair.baseline !== undefined;
}

function roundYield(round: RoundResult): Yield {
  return { tokens: sum(answersOf([round]), (answer) => answer.tokens.length), ms: round.ms };
}

/** Tokens after the first of each answer, and the time they took. */
export function decodingYield(round: RoundResult): Yield {
  const answers = answersOf([round]);
  return {
    tokens: sum(answers, (answer) => answer.tokenGapsMs.length),
    ms: sum(answers, (answer) => sum(answer.tokenGapsMs, (gapMs) => gapMs)),
  };
}

export function answersOf(rounds: readonly RoundResult[]): Answer[] {
  return rounds.flatMap((round) =>
    round.results.flatMap(({ answer }) => (answer === undefined ? [] : [answer])),
  );
}

function sum<Entry>(entries: readonly Entry[], valueOf: (entry: Entry) => number): number {
  return entries.reduce((total, entry) => total + valueOf(entry), 0);
}
