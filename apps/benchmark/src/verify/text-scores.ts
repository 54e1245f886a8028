import { perplexityOf, type TextScores } from '@slipstream/decode';

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
