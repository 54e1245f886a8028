import { type StaticSpeculator, typicalCallShares } from '@slipstream/speculation';

import type { TrafficSequence } from './recent-traffic.js';

/** What drafting costs, in plain steps: a drafted token's row of the target, a call, and a token of a call. */
export interface DraftCosts {
  readonly row: number;
  readonly call: number;
  readonly token: number;
}

/** Of a target whose step of `rows` rows takes `stepMs(rows)`. */
export function draftCostsOf(stepMs: (rows: number) => number): DraftCosts {
  const plain = stepMs(1);
  return { row: Math.max(0, stepMs(1 + lookahead) - plain) / lookahead / plain, ...typicalCallShares };
}

export interface ReplayResult {
  /** Tokens of a step, the target's own included. */
  readonly acceptanceLength: number;
  /** Tokens in the time of one plain step. */
  readonly goodput: number;
}

const lookahead = 12;
/** A draft ends when it is less likely than this to be right as a whole. */
const survivalMin = 0.3;

/** Drafts along finished sequences, as if they were decoded again. `rest` is called after each. */
export async function replayTraffic(
  speculator: StaticSpeculator,
  sequences: readonly TrafficSequence[],
  costs: DraftCosts,
  rest: () => Promise<void>,
): Promise<ReplayResult> {
  let steps = 0;
  let tokens = 0;
  let time = 0;
  for (const sequence of sequences) {
    const size = sequence.hidden.length / sequence.length;
    const lane = speculator.open(0, 'off');
    const read = (from: number, to: number): void => {
      for (let row = from; row < to; row++) {
        lane.read(row, sequence.hidden.subarray(row * size, (row + 1) * size), sequence.nextTokens[row]!);
      }
    };
    // The first draft comes after the token that the prompt's last row gave.
    let known = 1;
    read(0, known);
    while (known < sequence.length) {
      await speculator.draft([lane], { lookahead, survivalMin });
      const drafted = Math.min(lane.length, sequence.length - known);
      let accepted = 0;
      while (accepted < drafted && lane.tokens[accepted] === sequence.nextTokens[known + accepted])
        accepted++;
      const next = Math.min(sequence.length, known + accepted + 1);
      read(known, next);
      steps++;
      tokens += next - known;
      time += 1 + costs.call + lane.length * (costs.row + costs.token);
      known = next;
    }
    lane.close();
    await rest();
  }
  return { acceptanceLength: tokens / steps, goodput: tokens / time };
}
