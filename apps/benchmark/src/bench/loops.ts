const gramLength = 8;
const repeatedShareMax = 1 / 5;

/**
 * Whether an answer runs in a loop: more than a fifth of its tokens end an 8-gram that the answer had before. Small
 * models do that under greedy decoding, and any way of drafting shines on it.
 */
export function isLooping(tokens: readonly number[]): boolean {
  return repeatedShare(tokens) > repeatedShareMax;
}

/** Share of the tokens that end an 8-gram which occurred earlier in the same answer. */
export function repeatedShare(tokens: readonly number[]): number {
  const seen = new Set<string>();
  let repeatedCount = 0;
  for (let end = gramLength; end <= tokens.length; end++) {
    const gram = tokens.slice(end - gramLength, end).join(' ');
    if (seen.has(gram)) repeatedCount++;
    seen.add(gram);
  }
  return tokens.length === 0 ? 0 : repeatedCount / tokens.length;
}
