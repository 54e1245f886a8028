import { greedy, type SequenceOutcome } from '@slipstream/decode';
import type { TokenId } from '@slipstream/speculation';

import type { Engine } from './completion.js';

/**
 * Decodes two tokens: the first comes from the prompt, the second from a step of the batch. Ready means that both
 * paths work, not that a file was opened.
 */
export async function probeReadiness(engine: Engine, promptTokens: Int32Array): Promise<void> {
  const outcome = await new Promise<SequenceOutcome>((resolve) => {
    engine.submit(
      {
        promptTokens,
        sampling: greedy,
        maxTokens: 2,
        stopTokens: new Set<TokenId>(),
        topLogprobs: undefined,
        speculation: 'none',
        learning: 'off',
      },
      { onToken: () => 'continue', onStep: () => undefined, onFinish: resolve },
    );
  });
  if (outcome.reason === 'length' && outcome.completionTokens === 2) return;
  throw new Error(
    `The probe decoded ${outcome.completionTokens} of 2 tokens and ended with '${outcome.reason}'.`,
    {
      cause: outcome.error,
    },
  );
}
