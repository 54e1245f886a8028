import type { TargetModel } from '@slipstream/decode';

import { BadInput } from '../bad-input.js';
import type { Recording } from './recordings.js';

/** The target's hidden states of a recording, `[tokens − 1, hiddenSize]`: it reads what was said in place of deciding. */
export async function hiddenStatesOf(
  target: TargetModel,
  { prompt, output }: Recording,
): Promise<Float32Array> {
  const tokens = Int32Array.from([...prompt, ...output]);
  if (tokens.length > target.contextLength)
    throw new BadInput(
      `A recording has ${tokens.length} tokens, but the model reads ${target.contextLength} at most.`,
    );
  const lane = target.stagingLane;
  target.truncateTo(lane, 0);
  const blocks: Float32Array[] = [];
  for (let first = 0; first < tokens.length - 1; first += target.blockSize) {
    const count = Math.min(target.blockSize, tokens.length - 1 - first);
    const rows = { lane, tokens: tokens.slice(first, first + count), count, logitRows: 'last' } as const;
    const scores = await target.score([rows], 'greedy+hidden');
    blocks.push(scores.hidden(0, count).slice());
    target.commit(lane, count);
  }
  target.truncateTo(lane, 0);
  return concatenated(blocks);
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
