import type { TargetModel } from '@slipstream/decode';

import { forceTokens } from './teacher-forcing.js';
import type { Recording } from './recordings.js';

/** Most probable tokens that are kept of each position. */
export const candidatesMax = 8;
/** A position's candidates in a row of floats: their tokens, then their probabilities. */
export const candidateRowLength = 2 * candidatesMax;

/** What the target held most probable after each token of a recording but the last, `[tokens − 1, 16]`. */
export async function candidatesOf(target: TargetModel, recording: Recording): Promise<Float32Array> {
  const rows: number[] = [];
  await forceTokens(target, recording, 'logits', (scores, count) => {
    for (let row = 0; row < count; row++) rows.push(...candidateRow(scores.logits(row)));
  });
  return Float32Array.from(rows);
}

function candidateRow(logits: Float32Array): number[] {
  const tokens = mostProbable(logits);
  const peak = logits[tokens[0]!]!;
  let mass = 0;
  for (const logit of logits) mass += Math.exp(logit - peak);
  return [...tokens, ...tokens.map((token) => Math.exp(logits[token]! - peak) / mass)];
}

function mostProbable(logits: Float32Array): number[] {
  const best: number[] = [];
  for (let token = 0; token < logits.length; token++) {
    if (best.length === candidatesMax && logits[token]! <= logits[best[candidatesMax - 1]!]!) continue;
    let place = best.length;
    while (place > 0 && logits[token]! > logits[best[place - 1]!]!) place--;
    best.splice(place, 0, token);
    best.length = Math.min(best.length, candidatesMax);
  }
  return best;
}
