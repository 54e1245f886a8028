import type { TokenId } from '@slipstream/speculation';

import type { SamplingParams } from './request.js';

/** Which tokens may be drawn: those above `logit`, and those at it whose id is at most `lastAtFloor`. */
export interface CandidateFloor {
  /** The most probable token. */
  readonly top: TokenId;
  readonly logit: number;
  readonly lastAtFloor: TokenId;
}

/**
 * Applies top_k, then top_p over what is left, then min_p, all under temperature, and returns the floor they
 * leave. Equal logits are ranked by token id, so the set is unique.
 */
export function keepProbable(logits: Float32Array, params: SamplingParams): CandidateFloor {
  const top = argmax(logits);
  const { temperature, topK, topP, minP } = params;
  let floor: CandidateFloor = { top, logit: -Infinity, lastAtFloor: logits.length };
  const isRanked = (topK > 0 && topK < logits.length) || topP < 1;
  if (isRanked) floor = rankFloor(logits, top, params);
  if (minP > 0) {
    const logit = logits[top]! + temperature * Math.log(minP);
    if (logit > floor.logit) floor = { top, logit, lastAtFloor: logits.length };
  }
  return floor;
}

/** Widths, in logits under temperature 1, of the window below the maximum that is ranked before a wider one. */
const rankedWidths = [4, 12, 40, Infinity];

function rankFloor(logits: Float32Array, top: number, params: SamplingParams): CandidateFloor {
  const { temperature, topK, topP } = params;
  const limit = topK > 0 ? Math.min(topK, logits.length) : logits.length;
  const mass = topP < 1 && limit === logits.length ? totalMass(logits, logits[top]!, temperature) : undefined;
  for (const width of rankedWidths) {
    const ranked = rankAbove(logits, logits[top]! - width * temperature);
    const isComplete = ranked.length >= limit || width === Infinity;
    const kept = ranked.length > limit ? ranked.subarray(0, limit) : ranked;
    if (topP < 1) {
      if (mass === undefined && !isComplete) continue;
      const count = nucleusSize(logits, kept, params, mass);
      if (count === undefined && !isComplete) continue;
      return floorAt(logits, kept, top, count ?? kept.length);
    }
    if (isComplete) return floorAt(logits, kept, top, kept.length);
  }
  throw new Error('the ranking of tokens did not end');
}

function floorAt(logits: Float32Array, ranked: Uint32Array, top: number, count: number): CandidateFloor {
  const last = ranked[count - 1]!;
  return { top, logit: logits[last]!, lastAtFloor: last };
}

/** Token ids with a logit of at least `least`, most probable first. */
function rankAbove(logits: Float32Array, least: number): Uint32Array {
  let count = 0;
  for (let token = 0; token < logits.length; token++) if (logits[token]! >= least) count++;
  const ranked = new Uint32Array(count);
  for (let token = 0, next = 0; token < logits.length; token++)
    if (logits[token]! >= least) ranked[next++] = token;
  return ranked.sort((a, b) => logits[b]! - logits[a]! || a - b);
}

/** Size of the smallest prefix whose probability reaches topP, or undefined if this prefix does not reach it. */
function nucleusSize(
  logits: Float32Array,
  ranked: Uint32Array,
  params: SamplingParams,
  totalOf: number | undefined,
): number | undefined {
  const peak = logits[ranked[0]!]!;
  let total = totalOf ?? 0;
  if (totalOf === undefined)
    for (const token of ranked) total += Math.exp((logits[token]! - peak) / params.temperature);
  let reached = 0;
  for (let count = 0; count < ranked.length; count++) {
    reached += Math.exp((logits[ranked[count]!]! - peak) / params.temperature);
    if (reached >= params.topP * total) return count + 1;
  }
  return undefined;
}

function totalMass(logits: Float32Array, peak: number, temperature: number): number {
  let total = 0;
  for (const logit of logits) total += Math.exp((logit - peak) / temperature);
  return total;
}

/** The index of the largest value; of equal ones the lowest. */
export function argmax(values: Float32Array): number {
  let best = 0;
  for (let index = 1; index < values.length; index++) if (values[index]! > values[best]!) best = index;
  return best;
}
