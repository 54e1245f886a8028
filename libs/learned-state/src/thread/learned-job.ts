/** Work on learned state that takes up to a second: too long for a thread that answers requests. */
export interface MergeJob {
  readonly kind: 'merge';
  /** As `packLearned` gives them. */
  readonly states: readonly Uint8Array[];
  readonly base?: Uint8Array;
}

export type LearnedJob = MergeJob;

export interface MergeResult {
  readonly learnedTokens: number;
  readonly bytes: Uint8Array;
}

/** What a thread says: how far it is, and in the end its result or why there is none. */
export type LearnedNotice =
  | { readonly kind: 'progress'; readonly share: number }
  | { readonly kind: 'done'; readonly result: unknown }
  | { readonly kind: 'refused'; readonly reason: string };
