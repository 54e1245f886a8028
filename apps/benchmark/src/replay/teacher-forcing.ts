import type { ScoreFetch, Scores, TargetModel } from '@slipstream/decode';

import { BadInput } from '../bad-input.js';
import type { Recording } from './recordings.js';

/** The target's hidden states of a recording, `[tokens − 1, hiddenSize]`. */
export async function hiddenStatesOf(target: TargetModel, recording: Recording): Promise<Float32Array> {
  const blocks: Float32Array[] = [];
  await forceTokens(target, recording, 'greedy+hidden', (scores, count) => {
    blocks.push(scores.hidden(0, count).slice());
  });
  return concatenated(blocks);
}

/** The target reads what was said in place of deciding, all tokens but the last, and shows block by block what it made of it. */
export async function forceTokens(
  target: TargetModel,
  { prompt, output }: Recording,
  fetch: ScoreFetch,
  show: (scores: Scores, count: number) => void,
): Promise<void> {
  const tokens = Int32Array.from([...prompt, ...output]);
  if (tokens.length > target.contextLength)
    throw new BadInput(
      `A recording has ${tokens.length} tokens, but the model reads ${target.contextLength} at most.`,
    );
  const lane = target.stagingLane;
  target.truncateTo(lane, 0);
  for (let first = 0; first < tokens.length - 1; first += target.blockSize) {
    const count = Math.min(target.blockSize, tokens.length - 1 - first);
    const logitRows = fetch.startsWith('logits') ? 'all' : 'last';
    const rows = { lane, tokens: tokens.slice(first, first + count), count, logitRows } as const;
    show(await target.score([rows], fetch), count);
    target.commit(lane, count);
  }
  target.truncateTo(lane, 0);
}

function concatenated(parts: readonly Float32Array[]): Float32Array {
  const whole = new Float32Array(parts.reduce((length, part) => length + part.length, 0));
  let offset = 0;
  for (const part of parts) {
    whole.set(part, offset);
    offset += part.length;
  }
  return whole;
}
