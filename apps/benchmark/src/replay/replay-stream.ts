import {
  type SequenceSpeculation,
  type Speculation,
  StepCost,
  type StepCostPoint,
} from '@slipstream/speculation';

import type { Recording } from './recordings.js';

export interface ReplayFigures {
  /** Tokens per step and sequence, the target's own included. */
  readonly acceptanceLength: number;
  /** Over decoding the same tokens one by one in as many lanes, so that a batch that thins out weighs nothing. */
  readonly modelledSpeedup: number;
  readonly draftedPerStep: number;
}

const blockSize = 64;
/** What drafting is charged, by step and by token: the budget, several times what is measured. */
const draftStepMs = 0.05;
const draftTokenMs = 0.02;

interface Lane {
  readonly history: { readonly tokens: Int32Array; length: number };
  readonly sequence: SequenceSpeculation;
}

/**
 * Decodes recorded requests again, `concurrency` at a time, with the recording in place of the target, and charges every
 * step what the curve says it costs.
 */
export async function replayStream(
  recordings: readonly Recording[],
  speculation: Speculation,
  { curve, concurrency }: { readonly curve: readonly StepCostPoint[]; readonly concurrency: number },
): Promise<ReplayFigures> {
  const cost = StepCost.fromProfile(curve);
  const waiting = [...recordings];
  let lanes: Lane[] = [];
  const total = { laneSteps: 0, tokens: 0, drafted: 0, ms: 0, plainMs: 0 };
  for (;;) {
    while (lanes.length < concurrency && waiting.length > 0) lanes.push(start(waiting.shift()!, speculation));
    lanes = lanes.filter(isUnfinished);
    if (lanes.length === 0 && waiting.length === 0) break;
    if (lanes.length === 0) continue;
    await plan(lanes, speculation);
    const drafted = lanes.reduce((sum, { sequence }) => sum + sequence.draft.length, 0);
    const tokens = lanes.reduce((sum, lane) => sum + verify(lane), 0);
    const rows = lanes.length + drafted;
    const scoreMs = cost.at(rows, lanes.length);
    const draftMs = draftStepMs + draftTokenMs * drafted;
    speculation.observeStep({ rows, lanes: lanes.length, tokens, draftMs, scoreMs });
    total.tokens += tokens;
    total.drafted += drafted;
    total.laneSteps += lanes.length;
    total.ms += scoreMs + draftMs;
    total.plainMs += (tokens / lanes.length) * cost.at(lanes.length, lanes.length);
  }
  return {
    acceptanceLength: total.tokens / Math.max(1, total.laneSteps),
    modelledSpeedup: total.ms === 0 ? 1 : total.plainMs / total.ms,
    draftedPerStep: total.drafted / Math.max(1, total.laneSteps),
  };
}

/** The prompt's last row gives the first token, as it does when decoding. */
function start({ prompt, output }: Recording, speculation: Speculation): Lane {
  const history = {
    tokens: Int32Array.from([...prompt, ...output]),
    length: prompt.length + Math.min(1, output.length),
  };
  const sequence = speculation.open(history, 'auto');
  sequence.observe();
  return { history, sequence };
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
function verify({ history, sequence }: Lane): number {
  const { draft } = sequence;
  let accepted = 0;
  while (accepted < draft.length && draft.tokens[accepted] === history.tokens[history.length + accepted])
    accepted++;
  sequence.settle(accepted);
  history.length += accepted + 1;
  sequence.observe();
  return accepted + 1;
}
