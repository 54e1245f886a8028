import type { DraftChain } from './draft-chain.js';
import type { StaticRecord } from './static-benefit.js';
import type { StaticCost } from './static-cost.js';
import type { StaticDraftOptions } from './static-speculator.js';

/**
 * Hysteresis: over the plan without the model, goodput must be expected to rise by this much before a batch begins to ask
 * it, and to fall by this much before one that asked in the step before stops.
 */
const gainMin = { toBegin: 1.03, toGoOn: 0.97 };
/** A sequence that has not asked for this many steps asks once, to notice when the model has become useful. */
const probeSteps = 64;
const probeLookahead = 3;

/** A sequence for which a static draft may be made. */
export interface StaticCandidate {
  readonly chain: DraftChain;
  readonly record: StaticRecord;
  readonly lookaheadMax: number;
}

/** Which sequences to ask the static speculator for, and how. */
export interface StaticCall extends StaticDraftOptions {
  readonly candidates: readonly StaticCandidate[];
}

export interface StaticPlanOptions {
  /** Sequences of the batch, those that are no candidates included. */
  readonly lanes: number;
  /** Rows that are in the plan already, and the tokens that they are expected to bring. */
  readonly rows: number;
  readonly expectedTokens: number;
  /** Tokens per millisecond of that plan. */
  readonly goodput: number;
  readonly stepMs: (rows: number) => number;
  readonly cost: StaticCost;
  readonly lookaheadMax: number;
}

/**
 * Decides whether asking the static speculator is expected to raise goodput over the plan made without it: the call's
 * measured cost against what its drafts were worth in these sequences before.
 */
export function planStaticCall(
  candidates: readonly StaticCandidate[],
  options: StaticPlanOptions,
): StaticCall | undefined {
  let best: StaticCall | undefined;
  const isGoingOn = candidates.some(({ record }) => record.isAsked);
  let bestGoodput = options.goodput * (isGoingOn ? gainMin.toGoOn : gainMin.toBegin);
  for (let lookahead = 1; lookahead <= options.lookaheadMax; lookahead++) {
    const { asked, goodput } = evaluate(candidates, lookahead, options);
    if (asked.length === 0 || goodput <= bestGoodput) continue;
    bestGoodput = goodput;
    best = { candidates: asked, lookahead, survivalMin: survivalMin(goodput, options) };
  }
  for (const { record } of candidates) {
    record.idleSteps++;
    record.isAsked = false;
  }
  for (const { record } of best?.candidates ?? []) record.isAsked = true;
  const call = withProbes(best, candidates, options);
  for (const { record } of call?.candidates ?? []) record.idleSteps = 0;
  return call;
}

/** What a call with this lookahead brings, asked for the sequences whose drafts it improves. */
function evaluate(
  candidates: readonly StaticCandidate[],
  lookahead: number,
  { lanes, rows, expectedTokens, stepMs, cost }: StaticPlanOptions,
): { asked: StaticCandidate[]; goodput: number } {
  const asked: StaticCandidate[] = [];
  let newRows = rows;
  let newTokens = expectedTokens;
  for (const candidate of candidates) {
    const length = Math.min(lookahead, candidate.lookaheadMax);
    const gain = candidate.record.expectedAccepted(length) - candidate.chain.expectedAccepted;
    if (length === 0 || gain <= 0) continue;
    asked.push(candidate);
    newRows += length - candidate.chain.draft.length;
    newTokens += gain;
  }
  const ms = stepMs(Math.max(newRows, lanes)) + cost.at(lookahead, asked.length);
  return { asked, goodput: newTokens / ms };
}

/** Sequences that have waited for long join the call, if there is one. */
function withProbes(
  call: StaticCall | undefined,
  candidates: readonly StaticCandidate[],
  options: StaticPlanOptions,
): StaticCall | undefined {
  const waiting = candidates.filter(
    ({ record, lookaheadMax }) => !record.isAsked && record.idleSteps >= probeSteps && lookaheadMax > 0,
  );
  if (waiting.length === 0) return call;
  if (call !== undefined) return { ...call, candidates: [...call.candidates, ...waiting] };
  return {
    candidates: waiting,
    lookahead: Math.min(probeLookahead, options.lookaheadMax),
    survivalMin: survivalMin(options.goodput, options),
  };
}

/** A token pays if its survival is worth its row and its own drafting at the present goodput. */
function survivalMin(goodput: number, { rows, stepMs, cost }: StaticPlanOptions): number {
  const rowMs = (stepMs(rows + 4) - stepMs(rows)) / 4;
  return goodput * (rowMs + cost.tokenMs);
}
