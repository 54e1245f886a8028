import { performance } from 'node:perf_hooks';

import { StepCost } from '../../dist/index.js';
import { draftStepMs, draftTokenMs, leanCurve } from './step-curve.mjs';

const blockSize = 64;

/**
 * Decodes recorded requests again, with the recording in place of the target, `concurrency` at a time, and charges
 * every step what the curve says it costs. `plainMs` is what the same tokens would have cost one by one in as many
 * lanes, so that a batch that thins out at the end does not count for or against drafting.
 * @param {readonly {prompt: number[], output: number[]}[]} requests
 */
export function replay(requests, speculation, { concurrency = 1, curve = leanCurve } = {}) {
  const cost = StepCost.fromProfile(curve);
  const waiting = [...requests];
  const active = [];
  const total = { steps: 0, laneSteps: 0, tokens: 0, drafted: 0, accepted: 0, ms: 0, plainMs: 0, planMs: 0 };
  for (;;) {
    while (active.length < concurrency && waiting.length > 0)
      active.push(start(waiting.shift(), speculation));
    if (active.length === 0) return total;
    step(active, speculation, cost, total);
    for (let index = active.length - 1; index >= 0; index--) {
      const { history, sequence } = active[index];
      if (history.length < history.tokens.length) continue;
      sequence.close();
      active.splice(index, 1);
    }
  }
}

function start({ prompt, output }, speculation) {
  const history = { tokens: Int32Array.from([...prompt, ...output]), length: prompt.length + 1 };
  const sequence = speculation.open(history);
  sequence.observe();
  return { history, sequence };
}

function step(active, speculation, cost, total) {
  for (const { history, sequence } of active) {
    const room = blockSize - 1 - ((history.length - 1) % blockSize);
    sequence.lookaheadMax = Math.max(0, Math.min(room, history.tokens.length - history.length - 1));
  }
  const startedMs = performance.now();
  speculation.plan(active.map(({ sequence }) => sequence));
  total.planMs += performance.now() - startedMs;
  let rows = 0;
  let tokens = 0;
  for (const { history, sequence } of active) {
    const { draft } = sequence;
    rows += 1 + draft.length;
    let accepted = 0;
    while (accepted < draft.length && draft.tokens[accepted] === history.tokens[history.length + accepted])
      accepted++;
    sequence.settle(accepted);
    history.length += accepted + 1;
    sequence.observe();
    tokens += accepted + 1;
    total.drafted += draft.length;
    total.accepted += accepted;
  }
  const drafted = rows - active.length;
  const ms = cost.at(rows, active.length) + draftStepMs + draftTokenMs * drafted;
  speculation.observeStep({ rows, lanes: active.length, tokens, draftMs: 0, scoreMs: ms });
  total.steps++;
  total.tokens += tokens;
  total.plainMs += (tokens / active.length) * cost.at(active.length, active.length);
  total.laneSteps += active.length;
  total.ms += ms;
}
