/** What is asked of the peer's process, one at a time. */
export type PeerRequest =
  | {
      readonly kind: 'answer';
      readonly mode: PeerMode;
      readonly promptTokens: readonly number[];
      readonly maxTokens: number;
    }
  | { readonly kind: 'score'; readonly tokens: readonly number[] };

/** Plain decoding, or with the peer's own drafts: its prompt lookup, as it comes. */
export const peerModes = ['plain', 'lookup'] as const;
export type PeerMode = (typeof peerModes)[number];

export interface PeerAnswer {
  readonly tokens: readonly number[];
  readonly firstTokenMs: number;
  readonly totalMs: number;
}

/** For each position but the last: the most probable next token, and the log probability of the true one. */
export interface PeerScores {
  readonly greedyTokens: readonly number[];
  readonly logprobs: readonly number[];
}

export type PeerReply =
  | { readonly kind: 'ready' }
  | { readonly kind: 'answer'; readonly answer: PeerAnswer }
  | { readonly kind: 'scores'; readonly scores: PeerScores }
  | { readonly kind: 'failed'; readonly message: string };

/** The program's arguments, as JSON. */
export interface PeerSettings {
  readonly moduleUrl: string;
  readonly ggufPath: string;
  readonly threads: number;
  readonly contextLength: number;
  readonly stopTokens: readonly number[];
}
