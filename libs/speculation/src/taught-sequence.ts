import type { TokenMemory } from './token-memory.js';

/** Tokens of the prompt that an answer is recorded with, so that its beginning can be matched too. */
const promptTailLength = 32;

/** A sequence that the endpoint has learned from, prompt first. */
export interface TaughtSequence {
  readonly tokens: Int32Array;
  readonly promptLength: number;
}

/** The answer becomes a text of its own, with the end of its prompt. */
export function recordAnswer(
  memory: TokenMemory,
  { tokens, promptLength, length }: TaughtSequence & { readonly length: number },
): void {
  memory.record(tokens, Math.max(0, promptLength - promptTailLength), length);
  memory.separate();
}
