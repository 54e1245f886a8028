import type { FinishReason } from '@slipstream/decode';
import type { ChatMessage } from '@slipstream/tokenizer';

/** One answer as it was given, with the times of its tokens. */
export interface Answer {
  readonly promptTokens: ArrayLike<number>;
  readonly tokens: readonly number[];
  readonly text: string;
  readonly reason: FinishReason;
  /** From the request to its end, the prompt included. */
  readonly totalMs: number;
  readonly firstTokenMs: number;
  /**
   * The waits between tokens after the first. Tokens of one step arrive together: each counts an equal part of the
   * step's wait, so that the sum is the time that decoding took.
   */
  readonly tokenGapsMs: readonly number[];
  readonly steps: number;
  readonly draftedTokens: number;
  readonly acceptedTokens: number;
}

export interface AnswerOptions {
  readonly maxTokens: number;
  readonly temperature: number;
  readonly seed: number;
}

/** Something that answers chats and can be measured against others. */
export interface Answerer {
  readonly name: string;
  /** Undefined if the messages do not leave room for an answer in the context. */
  answer(messages: readonly ChatMessage[], options: AnswerOptions): Promise<Answer> | undefined;
  /** Lets what goes on between requests come to its end. It is not measured. */
  rest?(): Promise<void>;
  close?(): Promise<void>;
}
