import type { StepObservation } from './hold-back.js';

/** A token of the target's vocabulary. */
export type TokenId = number;

/**
 * The verified tokens of one sequence, prompt first. The decode loop owns and appends to it; `tokens` may be
 * replaced by a longer array when it grows, so read it through this object each time.
 */
export interface TokenHistory {
  readonly tokens: Int32Array;
  readonly length: number;
}

/** What the controller may choose for a sequence's next step; 'chained' takes tokens of both speculators. */
export type Arm = 'none' | 'static' | 'adaptive' | 'chained';

/** Which speculators a sequence may use. One with 'none' is decoded plainly, and still teaches. */
export type SpeculationMode = 'auto' | 'static' | 'adaptive' | 'none';

/**
 * How a step was decoded: with drafts where they were expected to pay; plainly, by chance, to know the counterfactual; or
 * plainly because no sequence of the batch may have a draft.
 */
export type StepKind = 'speculated' | 'heldBack' | 'plain';

/**
 * Whether a sequence teaches the endpoint anything; one that does not is still drafted for. One that is held out is shown to
 * whoever keeps examples to judge what was learned by.
 */
export type Learning = 'on' | 'off' | 'heldOut';

/** The proposed tokens of one sequence for one step. The buffer is reused from step to step. */
export interface Draft {
  readonly tokens: Int32Array;
  length: number;
  arm: Arm;
}

/** One sequence's share of the speculation: its own memory, its draft and the outcome of that draft. */
export interface SequenceSpeculation {
  readonly draft: Draft;
  /** Most tokens the next draft may have. The decode loop sets it before `plan`: room in the block, limits. */
  lookaheadMax: number;
  /**
   * Reports the verdict on the current draft: its first `acceptedCount` tokens were the target's own.
   * Called once per step, before `observe`. Learns only from positions that were reached.
   */
  settle(acceptedCount: number): void;
  /**
   * Brings the target's hidden states, `[count, hiddenSize]`, of positions whose next token is in the history already.
   * Called only if the speculation `needsHidden`; the rows are valid during the call.
   */
  observeHidden(firstPosition: number, rows: Float32Array, count: number): void;
  /** Tells that tokens were appended to the history since the last call (the prompt first). */
  observe(): void;
  /** Ends the sequence; what it taught stays in the endpoint's memory. */
  close(): void;
}

/**
 * The speculation of one endpoint: memory shared by its sequences, calibration, and the planning of drafts.
 * `plan` must never throw for any history, and may propose anything: a draft cannot change the text.
 */
export interface Speculation {
  /** Whether sequences want the target's hidden states. */
  readonly needsHidden: boolean;
  open(history: TokenHistory, mode: SpeculationMode, learning?: Learning): SequenceSpeculation;
  /**
   * Fills the drafts of a batch that is about to be scored together: one row each plus the drafted tokens. A promise
   * only where a model is asked.
   */
  plan(batch: readonly SequenceSpeculation[]): void | Promise<void>;
  /** Reports the step that the last plan was for. */
  observeStep(step: StepObservation): void;
}
