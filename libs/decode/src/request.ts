import type { SpeculationFigures } from './speculation-trace.js';
import type { SpeculationMode, TokenId } from '@slipstream/speculation';

/**
 * How a token is drawn from the target's logits, in OpenAI's terms. The draw's noise is a function of
 * (seed, position, token) alone, so equal parameters and seed give equal text however it was decoded.
 */
export interface SamplingParams {
  /** 0 is greedy; at most 2. */
  readonly temperature: number;
  /** Nucleus mass in (0, 1]; 1 keeps every token. */
  readonly topP: number;
  /** Keep the k most probable tokens; 0 keeps every token. */
  readonly topK: number;
  /** Drop tokens less probable than minP × the most probable one; 0 keeps every token. */
  readonly minP: number;
  /** OpenAI's penalties, in [-2, 2], over generated tokens. */
  readonly presencePenalty: number;
  readonly frequencyPenalty: number;
  /** Added to the logits of single tokens, in [-100, 100]. */
  readonly logitBias: ReadonlyMap<TokenId, number>;
  /** An integer in [0, 2^53). */
  readonly seed: number;
}

export const greedy: SamplingParams = {
  temperature: 0,
  topP: 1,
  topK: 0,
  minP: 0,
  presencePenalty: 0,
  frequencyPenalty: 0,
  logitBias: new Map(),
  seed: 0,
};

export interface SequenceRequest {
  readonly promptTokens: Int32Array;
  readonly sampling: SamplingParams;
  /** Most tokens to generate, at least 1. The context limit may end the sequence earlier. */
  readonly maxTokens: number;
  /** Tokens that end the sequence; the stop token itself is not emitted. */
  readonly stopTokens: ReadonlySet<TokenId>;
  /** Number of alternatives per token (0–20) to report log probabilities for; undefined reports none. */
  readonly topLogprobs: number | undefined;
  /** 'none' decodes plainly, 'static' and 'adaptive' use one speculator alone; the text is the same. */
  readonly speculation: SpeculationMode | 'none';
}

/** Log probabilities (natural logarithm) under the target's softmax at temperature 1, before any filter. */
export interface TokenLogprobs {
  readonly logprob: number;
  readonly top: readonly { readonly token: TokenId; readonly logprob: number }[];
}

export type FinishReason = 'stop' | 'length' | 'aborted' | 'failed';

export interface SequenceOutcome {
  readonly reason: FinishReason;
  /** Set when `reason` is 'failed'. */
  readonly error?: Error;
  readonly promptTokens: number;
  /** Prompt tokens whose keys and values were reused from an earlier sequence. */
  readonly cachedTokens: number;
  /** Tokens the target emitted, without the stop token. */
  readonly completionTokens: number;
  /** Steps that scored this sequence after its prompt; acceptance length = tokens ÷ steps. */
  readonly steps: number;
  readonly draftedTokens: number;
  readonly acceptedTokens: number;
  readonly speculation: SpeculationFigures;
}

/** Where a sequence's tokens go. The engine knows no text: stop strings are the sink's to find. */
export interface SequenceSink {
  /** A token was emitted. Return 'stop' to end the sequence after it (finish reason 'stop'). */
  onToken(token: TokenId, logprobs: TokenLogprobs | undefined): 'continue' | 'stop';
  /** All tokens of a step were emitted: the moment to flush a stream. */
  onStep(): void;
  /** Called exactly once. */
  onFinish(outcome: SequenceOutcome): void;
}

/** A submitted sequence. `abort` takes effect before the next step; `onFinish` follows with 'aborted'. */
export interface SequenceHandle {
  abort(): void;
}
