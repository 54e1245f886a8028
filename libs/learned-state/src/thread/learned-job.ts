import type { HeldOut } from '../replay-learned.js';

/** Packed states, as `packLearned` gives them. */
export interface MergeJob {
  readonly kind: 'merge';
  readonly states: readonly Uint8Array[];
  readonly base?: Uint8Array;
}

export interface ReplayJob {
  readonly kind: 'replay';
  readonly candidate: Uint8Array;
  readonly active?: Uint8Array;
  readonly heldOut: HeldOut;
}

/** Work on learned state that takes up to a second: too long for a thread that answers requests. */
export type LearnedJob = MergeJob | ReplayJob;

export interface MergeResult {
  readonly learnedTokens: number;
  readonly bytes: Uint8Array;
}

/** What a thread says: how far it is, and in the end its result or why there is none. */
export type LearnedNotice =
  | { readonly kind: 'progress'; readonly share: number }
  | { readonly kind: 'done'; readonly result: unknown }
  | { readonly kind: 'refused'; readonly reason: string };
