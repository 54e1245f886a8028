import { separatorToken, type TokenRing } from '../token-ring.js';
import { murmurHash } from './murmur-hash.js';

/** One text of a ring. */
interface RingText {
  readonly tokens: Int32Array;
  /** The share of the ring's tokens that are newer, in [0, 1): two replicas have no clock in common. */
  readonly age: number;
}

/**
 * Brings the texts of another ring into this one: interleaved by age, the newest last, as many as there is room for. A
 * text that both hold (from a state that both began with) stays once, at its newest place.
 */
export function mergeRings(ring: TokenRing, other: TokenRing): void {
  const newestFirst = [...textsOf(ring), ...textsOf(other)].sort((a, b) => a.age - b.age);
  const kept: Int32Array[] = [];
  const seen = new Set<string>();
  let length = 0;
  for (const { tokens } of newestFirst) {
    const key = `${tokens.length}:${murmurHash(tokens)}`;
    if (seen.has(key)) continue;
    seen.add(key);
    kept.push(tokens);
    length += tokens.length + 1;
    if (length >= ring.capacity) break;
  }
  ring.clear();
  for (const tokens of kept.reverse()) {
    for (const token of tokens) ring.append(token);
    ring.append(separatorToken);
  }
}

function textsOf(ring: TokenRing): RingText[] {
  const tokens = Int32Array.from({ length: ring.length }, (_, index) =>
    ring.tokenAt(ring.end - ring.length + index),
  );
  const texts: RingText[] = [];
  let start = 0;
  for (let end = 0; end <= tokens.length; end++) {
    if (end < tokens.length && tokens[end] !== separatorToken) continue;
    if (end > start) texts.push({ tokens: tokens.subarray(start, end), age: 1 - end / tokens.length });
    start = end + 1;
  }
  return texts;
}
