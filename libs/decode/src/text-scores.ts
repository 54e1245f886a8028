import { tokenLogprobs } from './logprobs.js';
import type { TargetModel } from './target-model.js';

/** What a target makes of a text, one entry for each token after the first. */
export interface TextScores {
  /** The token it finds most probable. */
  readonly greedyTokens: readonly number[];
  /** The log probability of the token that is there. */
  readonly logprobs: readonly number[];
}

/** Reads a text with the target, block by block. It must fit into the context. */
export async function scoreText(target: TargetModel, tokens: Int32Array): Promise<TextScores> {
  const lane = target.stagingLane;
  const greedyTokens: number[] = [];
  const logprobs: number[] = [];
  target.truncateTo(lane, 0);
  for (let first = 0; first < tokens.length - 1; first += target.blockSize) {
    const rows = tokens.subarray(first, Math.min(first + target.blockSize, tokens.length - 1));
    const scores = await target.score(
      [{ lane, tokens: rows, count: rows.length, logitRows: 'all' }],
      'logits',
    );
    for (let row = 0; row < rows.length; row++) {
      const { logprob, top } = tokenLogprobs(scores.logits(row), tokens[first + row + 1]!, 1);
      greedyTokens.push(top[0]!.token);
      logprobs.push(logprob);
    }
    target.commit(lane, rows.length);
  }
  target.truncateTo(lane, 0);
  return { greedyTokens, logprobs };
}

/** How many tokens a model hesitates between on average: exp of the mean negative log probability. */
export function perplexityOf(logprobs: readonly number[]): number {
  return Math.exp(-logprobs.reduce((sum, logprob) => sum + logprob, 0) / logprobs.length);
}
