import type { SequenceSpeculation, Speculation, SpeculationMode, TokenHistory } from '../speculation.js';
import { StepCost, type StepCostPoint } from '../step-cost.js';

/** A history like the decode loop's: its array is replaced by a longer one when it is full. */
export class GrowingHistory implements TokenHistory {
  tokens: Int32Array;
  length = 0;

  constructor(capacity: number) {
    this.tokens = new Int32Array(capacity);
  }

  append(tokens: ArrayLike<number>): void {
    if (this.length + tokens.length > this.tokens.length) {
      const longer = new Int32Array(2 * (this.length + tokens.length));
      longer.set(this.tokens);
      this.tokens = longer;
    }
    this.tokens.set(tokens, this.length);
    this.length += tokens.length;
  }
}

export interface SimulatedRequest {
  /** The prompt and the answer the target is going to give. */
  readonly tokens: Int32Array;
  readonly promptLength: number;
}

export interface SimulatedSpeed {
  /** Against one token per step, in the time of the profile. */
  readonly speedup: number;
  readonly tokensPerStep: number;
  readonly draftedPerStep: number;
}

interface Lane {
  readonly request: SimulatedRequest;
  readonly history: GrowingHistory;
  readonly sequence: SequenceSpeculation;
  readonly mode: SpeculationMode;
}

/** Decodes requests whose answers are known, `concurrency` at a time, and counts time by the profile. */
export function simulate(
  speculation: Speculation,
  requests: readonly SimulatedRequest[],
  profile: readonly StepCostPoint[],
  concurrency = 1,
  mode: SpeculationMode = 'auto',
): SimulatedSpeed {
  const cost = StepCost.fromProfile(profile);
  const waiting = [...requests];
  let lanes: Lane[] = [];
  const total = { ms: 0, plainMs: 0, tokens: 0, drafted: 0, laneSteps: 0 };
  for (;;) {
    while (lanes.length < concurrency && waiting.length > 0)
      lanes.push(start(waiting.shift()!, speculation, mode));
    if (lanes.length === 0) break;
    void speculation.plan(lanes.map(({ sequence }) => sequence));
    const drafted = lanes.reduce((sum, { sequence }) => sum + sequence.draft.length, 0);
    const rows = lanes.length + drafted;
    const ms = cost.at(rows, lanes.length);
    const tokens = lanes.reduce((sum, lane) => sum + verify(lane), 0);
    speculation.observeStep({ rows, lanes: lanes.length, tokens, draftMs: 0, scoreMs: ms });
    total.ms += ms;
    total.plainMs += (tokens / lanes.length) * cost.at(lanes.length, lanes.length);
    total.tokens += tokens;
    total.drafted += drafted;
    total.laneSteps += lanes.length;
    lanes = lanes.filter((lane) => !isFinished(lane));
  }
  return {
    speedup: total.plainMs / total.ms,
    tokensPerStep: total.tokens / total.laneSteps,
    draftedPerStep: total.drafted / total.laneSteps,
  };
}

function start(request: SimulatedRequest, speculation: Speculation, mode: SpeculationMode): Lane {
  const history = new GrowingHistory(request.promptLength);
  const sequence = speculation.open(history, mode);
  history.append(request.tokens.subarray(0, request.promptLength));
  sequence.observe();
  const lane = { request, history, sequence, mode };
  sequence.lookaheadMax = lookaheadMaxOf(lane);
  return lane;
}

/** Returns how many tokens the step gave. */
function verify(lane: Lane): number {
  const { request, history, sequence } = lane;
  const { draft } = sequence;
  const truth = request.tokens.subarray(history.length);
  let acceptedCount = 0;
  while (acceptedCount < draft.length && draft.tokens[acceptedCount] === truth[acceptedCount])
    acceptedCount++;
  history.append(truth.subarray(0, acceptedCount + 1));
  sequence.settle(acceptedCount);
  sequence.observe();
  sequence.lookaheadMax = lookaheadMaxOf(lane);
  return acceptedCount + 1;
}

function lookaheadMaxOf({ request, history, mode }: Lane): number {
  if (mode === 'none') return 0;
  return Math.max(0, Math.min(63, request.tokens.length - history.length - 1));
}

function isFinished({ request, history, sequence }: Lane): boolean {
  if (history.length < request.tokens.length) return false;
  sequence.close();
  return true;
}
