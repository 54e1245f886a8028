import type { Learning, TokenId } from './speculation.js';

/** One sequence as the static speculator sees it: its newest position, and the latest draft. */
export interface StaticLane {
  /** The latest draft, and the speculator's own probability of each token given those before it. */
  readonly tokens: Int32Array;
  readonly probabilities: Float32Array;
  length: number;
  /**
   * Reads one position: the target's hidden state there, `[hiddenSize]`, and the token that follows. Positions come in
   * rising order; gaps are allowed.
   */
  read(position: number, hidden: Float32Array, nextToken: TokenId): void;
  close(): void;
}

export interface StaticDraftOptions {
  /** Most tokens to draft. */
  readonly lookahead: number;
  /** Drafting ends once every lane's product of probabilities has fallen below this. */
  readonly survivalMin: number;
}

/** A speculator that was trained with its target and reads the target's hidden states. Implemented by a runtime. */
export interface StaticSpeculator {
  /** Most tokens of a draft. */
  readonly lookaheadMax: number;
  /** A sequence whose answer follows `promptLength` tokens, kept as an example to learn from if `learning` is on. */
  open(promptLength: number, learning: Learning): StaticLane;
  /** Drafts after the newest position of each lane, in one call for all of them. */
  draft(lanes: readonly StaticLane[], options: StaticDraftOptions): Promise<void>;
}
