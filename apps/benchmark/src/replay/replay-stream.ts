import {
  type SequenceSpeculation,
  type Speculation,
  type SpeculationMode,
  StepCost,
  type StepCostPoint,
} from '@slipstream/speculation';

import { isLooping } from '../bench/loops.js';
import type { Recording } from './recordings.js';
import { type ReplayFigures, ReplayTotal } from './replay-total.js';

export interface StreamReplay extends ReplayFigures {
  /**
   * Of the answers that don't repeat themselves; the others are replayed too. Null if there are none, and
   * with several at once, whose steps are shared.
   */
  readonly withoutLoops: ReplayFigures | null;
}

const blockSize = 64;
/** What drafting is charged, by step and by token: the budget, several times what is measured. */
const draftStepMs = 0.05;
const draftTokenMs = 0.02;

/** What a replay with a static speculator needs besides. */
export interface NeuralReplay {
  /** What the speculator reads of the target, a row for each token but the last: hidden states, or candidates. */
  hiddenStatesOf(recording: Recording): Promise<Float32Array>;
  /** Time of all calls of the speculator so far: it is charged as it was measured. */
  spentMs(): number;
  /** Between requests: lets what is learned in the background come to its end. */
  rest(): Promise<void>;
}

export interface ReplayStreamOptions {
  readonly curve: readonly StepCostPoint[];
  readonly concurrency: number;
  readonly mode?: SpeculationMode;
  readonly neural?: NeuralReplay;
}

interface Lane {
  readonly history: { readonly tokens: Int32Array; length: number };
  readonly sequence: SequenceSpeculation;
  readonly hiddenStates: Float32Array | undefined;
  readonly isLooping: boolean;
}

/**
 * Decodes recorded requests again, `concurrency` at a time, with the recording in place of the target, and charges every
 * step what the curve says it costs.
 */
export async function replayStream(
  recordings: readonly Recording[],
  speculation: Speculation,
  options: ReplayStreamOptions,
): Promise<StreamReplay> {
  const { curve, concurrency, neural } = options;
  const cost = StepCost.fromProfile(curve);
  const waiting = [...recordings];
  let lanes: Lane[] = [];
  const all = new ReplayTotal();
  const straight = new ReplayTotal();
  for (;;) {
    while (lanes.length < concurrency && waiting.length > 0)
      lanes.push(await start(waiting.shift()!, speculation, options));
    const unfinished = lanes.filter(isUnfinished);
    if (unfinished.length < lanes.length) await neural?.rest();
    lanes = unfinished;
    if (lanes.length === 0 && waiting.length === 0) break;
    if (lanes.length === 0) continue;
    const spentMs = neural?.spentMs() ?? 0;
    await plan(lanes, speculation);
    const callMs = (neural?.spentMs() ?? 0) - spentMs;
    const drafted = lanes.reduce((sum, { sequence }) => sum + sequence.draft.length, 0);
    const tokens = lanes.reduce((sum, lane) => sum + verify(lane), 0);
    const rows = lanes.length + drafted;
    const scoreMs = cost.at(rows, lanes.length);
    const draftMs = draftStepMs + draftTokenMs * drafted + callMs;
    speculation.observeStep({ rows, lanes: lanes.length, tokens, draftMs, scoreMs });
    const plainMs = (tokens / lanes.length) * cost.at(lanes.length, lanes.length);
    const step = { lanes: lanes.length, tokens, drafted, ms: scoreMs + draftMs, plainMs };
    all.add(step);
    if (!lanes[0]!.isLooping) straight.add(step);
  }
  return { ...all.figures, withoutLoops: concurrency === 1 && !straight.isEmpty ? straight.figures : null };
}

/** The prompt's last row gives the first token, as it does when decoding. */
async function start(
  recording: Recording,
  speculation: Speculation,
  { mode = 'auto', neural }: ReplayStreamOptions,
): Promise<Lane> {
  const { prompt, output } = recording;
  const history = {
    tokens: Int32Array.from([...prompt, ...output]),
    length: prompt.length + Math.min(1, output.length),
  };
  const hiddenStates = await neural?.hiddenStatesOf(recording);
  const sequence = speculation.open(history, mode);
  const lane: Lane = { history, sequence, hiddenStates, isLooping: isLooping(output) };
  lane.sequence.observe();
  showHidden(lane, 0, prompt.length);
  return lane;
}

function showHidden({ history, sequence, hiddenStates }: Lane, firstPosition: number, count: number): void {
  if (hiddenStates === undefined || count === 0) return;
  const size = hiddenStates.length / (history.tokens.length - 1);
  const rows = hiddenStates.subarray(firstPosition * size, (firstPosition + count) * size);
  sequence.observeHidden(firstPosition, rows, count);
}

function isUnfinished({ history, sequence }: Lane): boolean {
  if (history.length < history.tokens.length) return true;
  sequence.close();
  return false;
}

async function plan(lanes: readonly Lane[], speculation: Speculation): Promise<void> {
  for (const { history, sequence } of lanes) {
    const room = blockSize - 1 - ((history.length - 1) % blockSize);
    sequence.lookaheadMax = Math.max(0, Math.min(room, history.tokens.length - history.length - 1));
  }
  await speculation.plan(lanes.map(({ sequence }) => sequence));
}

/** Accepts the draft as far as it is what was recorded. Returns how many tokens the step brought. */
function verify(lane: Lane): number {
  const { history, sequence } = lane;
  const { draft } = sequence;
  let accepted = 0;
  while (accepted < draft.length && draft.tokens[accepted] === history.tokens[history.length + accepted])
    accepted++;
  const firstPosition = history.length - 1;
  history.length += accepted + 1;
  showHidden(lane, firstPosition, accepted + 1);
  sequence.settle(accepted);
  sequence.observe();
  return accepted + 1;
}
