import type { EndpointSpeculation } from '../endpoint-speculation.js';
import type { StepCost } from '../step-cost.js';
import { verifyDraft } from '../verify-draft.js';

/** A finished sequence, prompt first. */
export interface HeldOutSequence {
  readonly tokens: Int32Array;
  readonly promptLength: number;
}

export interface ReplayedSequence {
  readonly steps: number;
  readonly tokens: number;
  /** Modelled time, and what plain decoding would have taken. */
  readonly ms: number;
  readonly plainMs: number;
  /** Whether the text that came out is the recorded one. */
  readonly isLossless: boolean;
}

/** Drafts end with blocks of so many positions, as the target's do. */
const blockSize = 64;

/**
 * Decodes a sequence anew on paper: drafts by what was learned, verifies against the recorded text, and charges each step by
 * the cost. Learns nothing from it, so sequences may come in any order.
 */
export function replaySequence(
  speculation: EndpointSpeculation,
  { tokens, promptLength }: HeldOutSequence,
  cost: StepCost,
): ReplayedSequence {
  // The first token comes from the prompt; everything after it from steps.
  const history = {
    tokens: new Int32Array(tokens.length),
    length: Math.min(tokens.length, promptLength + 1),
  };
  history.tokens.set(tokens.subarray(0, history.length));
  const first = history.length;
  const sequence = speculation.open(history, 'adaptive', 'off');
  sequence.observe();
  let [steps, ms] = [0, 0];
  while (history.length < tokens.length) {
    const room = blockSize - 1 - ((history.length - 1) % blockSize);
    sequence.lookaheadMax = Math.min(room, tokens.length - history.length - 1);
    void speculation.plan([sequence]);
    const { length: base } = history;
    const accepted = verifyDraft(
      sequence.draft,
      (row) => tokens[base + row],
      (token) => {
        history.tokens[history.length++] = token;
        return history.length < tokens.length;
      },
    );
    sequence.settle(accepted);
    sequence.observe();
    steps++;
    ms += cost.at(1 + sequence.draft.length, 1);
  }
  sequence.close();
  const emitted = tokens.length - first;
  const isLossless = history.tokens.every((token, index) => token === tokens[index]);
  return { steps, tokens: emitted, ms, plainMs: emitted * cost.at(1, 1), isLossless };
}
