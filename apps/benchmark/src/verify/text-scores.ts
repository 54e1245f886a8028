/** What a model says of a fixed text, at each position but the last. */
export interface TextScores {
  readonly greedyTokens: readonly number[];
  /** Natural logarithms of the probability of the token that follows. */
  readonly logprobs: readonly number[];
}

export interface AccuracyFigures {
  readonly positions: number;
  /** Share of positions at which both find the same token most probable. */
  readonly agreement: number;
  readonly perplexity: number;
  readonly peerPerplexity: number;
}

export function compareScores(ours: TextScores, theirs: TextScores): AccuracyFigures {
  const positions = ours.greedyTokens.length;
  const same = ours.greedyTokens.filter((token, index) => token === theirs.greedyTokens[index]).length;
  return {
    positions,
    agreement: same / positions,
    perplexity: perplexityOf(ours.logprobs),
    peerPerplexity: perplexityOf(theirs.logprobs),
  };
}

/** exp of the mean negative log likelihood. */
function perplexityOf(logprobs: readonly number[]): number {
  return Math.exp(-logprobs.reduce((sum, logprob) => sum + logprob, 0) / logprobs.length);
}
